namespace Jumpgate.Ocsf.Validation;

/// <summary>The rules of the schema that a record can break.</summary>
public enum SchemaRule
{
    /// <summary>The record is no JSON object.</summary>
    NotARecord,

    /// <summary>A class that the mapping does not write, or none.</summary>
    UnknownClass,

    /// <summary>A profile that the mapping does not use.</summary>
    UnknownProfile,

    /// <summary><c>metadata.version</c> names another release.</summary>
    WrongVersion,

    /// <summary>An attribute that the class or object does not have, or has with a profile only that the record does not name.</summary>
    UnknownAttribute,

    /// <summary>A required attribute is missing.</summary>
    RequiredMissing,

    /// <summary>The JSON type is another.</summary>
    WrongType,

    /// <summary>Longer than the type allows.</summary>
    TooLong,

    /// <summary>Not in the range of the type.</summary>
    OutOfRange,

    /// <summary>The regular expression of the type does not match.</summary>
    WrongForm,

    /// <summary>A number or word that the enumeration does not have.</summary>
    UnknownValue,

    /// <summary>The text beside a number is not its caption.</summary>
    WrongCaption,

    /// <summary><c>type_uid</c> is not class times 100 plus activity.</summary>
    WrongTypeUid,

    /// <summary>None of the attributes of which one must be there.</summary>
    AtLeastOne,

    /// <summary>None or several of the attributes of which exactly one must be there.</summary>
    JustOne,

    /// <summary>An observable whose name is no attribute of the class.</summary>
    DanglingObservable,
}

/// <summary>One rule, broken at one place. It repeats no value of the record.</summary>
/// <param name="Path">Such as <c>src_endpoint.ip</c> or <c>observables[2].name</c>.</param>
/// <param name="Detail">What the schema asks for.</param>
public sealed record Violation(string Path, SchemaRule Rule, string Detail)
{
    public override string ToString() => $"{Path}: {Rule}{(Detail.Length > 0 ? $" ({Detail})" : "")}";
}

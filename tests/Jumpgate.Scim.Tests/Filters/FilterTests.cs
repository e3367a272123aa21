using Jumpgate.Scim.Filters;

namespace Jumpgate.Scim.Tests.Filters;

public class FilterTests
{
    private const string User = "urn:ietf:params:scim:schemas:core:2.0:User";
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /// <summary>What was written, and its canonical text.</summary>
    [Theory]
    [InlineData("userName eq \"bjensen\"", null)]
    [InlineData("userName Eq \"john\"", "userName eq \"john\"")]
    [InlineData("Username ne \"john\"", null)]
    [InlineData("name.familyName co \"O'Malley\"", null)]
    [InlineData("userName SW \"J\"", "userName sw \"J\"")]
    [InlineData("userName ew \"n\"", null)]
    [InlineData("title pr", null)]
    [InlineData("title PR", "title pr")]
    [InlineData("meta.lastModified gt \"2011-05-13T04:42:34Z\"", null)]
    [InlineData("meta.lastModified ge \"2011-05-13T04:42:34Z\"", null)]
    [InlineData("a lt 1 and b le 2", null)]
    [InlineData($"{User}:userName sw \"J\"", null)]
    [InlineData($"{Enterprise}:manager.displayName eq \"x\"", null)]
    [InlineData("schemas eq \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\"", null)]
    [InlineData("members.$ref pr", null)]
    [InlineData("$ref pr", null)]
    [InlineData("_id pr", null)]
    [InlineData("x509Certificates pr and cost-center_2 pr", null)]
    [InlineData("active eq true or active eq FALSE", "active eq true or active eq false")]
    [InlineData("manager ne null", null)]
    [InlineData("n eq 0 or n eq -0 or n eq -1.50 or n eq 1e3 or n eq 12E-1", "n eq 0 or n eq 0 or n eq -1.5 or n eq 1000 or n eq 1.2")]
    [InlineData("n eq 0.0000000000000000000000000001", null)]
    [InlineData("n eq 9999999999999999999999999999", null)]
    [InlineData("n eq 0e99999999999", "n eq 0")]
    [InlineData("a pr and b pr or c pr", null)]
    [InlineData("a pr or b pr and c pr", null)]
    [InlineData("(a pr or b pr) and c pr", null)]
    [InlineData("(a pr and b pr) or (c pr)", "a pr and b pr or c pr")]
    [InlineData("((a pr and b pr) and (c pr and d pr))", "a pr and b pr and c pr and d pr")]
    [InlineData("NOT(a pr)And(b pr)", "not (a pr) and b pr")]
    [InlineData("not (not (a pr))", null)]
    [InlineData("not (a pr) or b pr", null)]
    [InlineData("not (a pr or b pr and c pr)", null)]
    [InlineData("userType eq \"Employee\" and (emails co \"example.com\" or emails.value co \"example.org\")", null)]
    [InlineData("userType ne \"Employee\" and not (emails co \"example.com\" or emails.value co \"example.org\")", null)]
    [InlineData("userType eq \"Employee\" and (emails.type eq \"work\")", "userType eq \"Employee\" and emails.type eq \"work\"")]
    [InlineData("userType eq \"Employee\" and emails[type eq \"work\" and value co \"@example.com\"]", null)]
    [InlineData("emails[type eq \"work\" and value co \"@x\"] or ims[type eq \"xmpp\" and value co \"@y\"]", null)]
    [InlineData("emails [ not ( type pr ) or primary eq true ]", "emails[not (type pr) or primary eq true]")]
    [InlineData($"{User}:emails[type eq \"work\"]", null)]
    [InlineData("emails[type eq \"work\"].value eq \"a@x\"", "emails[type eq \"work\" and value eq \"a@x\"]")]
    [InlineData("emails[type eq \"a\" or type eq \"b\"].value pr and a pr", "emails[(type eq \"a\" or type eq \"b\") and value pr] and a pr")]
    [InlineData("and eq \"or\" and or eq \"and\" or not eq \"pr\"", null)]
    [InlineData("pr pr and eq eq \"x\" and not pr", null)]
    [InlineData("  a\tpr\r\n and  b pr ", "a pr and b pr")]
    [InlineData("a eq \"\"", null)]
    [InlineData("a eq\"x\"", "a eq \"x\"")]
    [InlineData("""a eq "\"\\\/\b\f\n\r\t" """, """a eq "\"\\/\b\f\n\r\t" """)]
    [InlineData("""a eq "\u0041\u00e9\u001F\uD83D\uDE00" """, """a eq "Aé\u001f😀" """)]
    [InlineData("a eq \") and (b\"", null)]
    public void A_filter_of_the_grammar_is_read(string text, string? canonical)
    {
        Read(text).ToString().ShouldBe((canonical ?? text).Trim());
    }

    [Fact]
    public void The_tree_says_what_the_text_says()
    {
        Read($"{Enterprise}:manager.displayName co \"x\" or not (a pr) and emails[value eq null]").ShouldBe(new Or(
            new Comparison(new("manager", "displayName", Enterprise), CompareOperator.Contains, new CompareValue.Text("x")),
            new And(
                new Not(new Present(new("a"))),
                new ValuePath(new("emails"), new Comparison(new("value"), CompareOperator.Equal, new CompareValue.Null())))));
    }

    [Fact]
    public void Trees_are_equal_whatever_the_case_of_names_but_not_of_values()
    {
        Read("UserName eq \"a\" and B pr").ShouldBe(Read("username EQ \"a\" AND b PR"));
        Read("UserName eq \"a\" and B pr").GetHashCode().ShouldBe(Read("username EQ \"a\" AND b PR").GetHashCode());
        Read("userName eq \"a\"").ShouldNotBe(Read("userName eq \"A\""));
        Read("a pr and b pr").ShouldNotBe(Read("b pr and a pr"));
        Read("a pr and b pr").ShouldNotBe(Read("a pr or b pr"));
    }

    [Theory]
    [InlineData("", 0, "an attribute", "end of the filter")]
    [InlineData("   ", 3, "an attribute", "end of the filter")]
    [InlineData("userName", 8, "an operator", "Add an operator")]
    [InlineData("userName = \"x\"", 9, "an operator", "Write eq")]
    [InlineData("userName contains \"x\"", 9, "an operator", "Write co")]
    [InlineData("age >= 5", 4, "an operator", "Write ge")]
    [InlineData("userName \"x\"", 9, "an operator", "attribute operator value")]
    [InlineData("userName eq", 11, "a value after eq", "Add a value")]
    [InlineData("userName eq bob", 12, "a value after eq", "double quotes")]
    [InlineData("userName eq 'bob'", 12, "a value after eq", "plain double quotes")]
    [InlineData("userName eq “bob”", 12, "a value after eq", "plain double quotes")]
    [InlineData("a eq 01", 5, "a value after eq", "as JSON does")]
    [InlineData("a eq +1", 5, "a value after eq", "as JSON does")]
    [InlineData("a eq 1.", 5, "a value after eq", "as JSON does")]
    [InlineData("a eq .5", 5, "a value after eq", "as JSON does")]
    [InlineData("a eq 1e", 5, "a value after eq", "as JSON does")]
    [InlineData("a eq -", 5, "a value after eq", "as JSON does")]
    [InlineData("a eq 12345678901234567890123456789", 5, "28 digits", "Shorten")]
    [InlineData("a eq 1e29", 5, "28 digits", "Shorten")]
    [InlineData("a eq 1e-29", 5, "28 digits", "Shorten")]
    [InlineData("a eq 1e99999999999", 5, "28 digits", "Shorten")]
    [InlineData("a gt true", 5, "text or a number after gt", "have no order")]
    [InlineData("a le null", 5, "text or a number after le", "have no order")]
    [InlineData("a co 5", 5, "text after co", "double quotes")]
    [InlineData("a sw true", 5, "text after sw", "double quotes")]
    [InlineData("a eq \"x", 5, "a closing quote", "End the text")]
    [InlineData("a eq \"x\\\"", 5, "a closing quote", "End the text")]
    [InlineData("a eq \"x\\q\"", 7, "text as JSON writes it", "control characters")]
    [InlineData("a eq \"\\u12G4\"", 6, "text as JSON writes it", "control characters")]
    [InlineData("a eq \"\\u12\"", 6, "text as JSON writes it", "control characters")]
    [InlineData("a eq \"..\\ud83d\"", 8, "text as JSON writes it", "both halves")]
    [InlineData("a eq \"\\ud83d\\ud83d\\ude00\"", 6, "text as JSON writes it", "both halves")]
    [InlineData("a eq \"\\ude00\"", 6, "text as JSON writes it", "both halves")]
    [InlineData("a eq \"x\ty\"", 7, "text as JSON writes it", "control characters")]
    [InlineData("a eq \"x\" b pr", 9, "'and', 'or' or the end", "Join")]
    [InlineData("a pr)", 4, "'and', 'or' or the end", "Join")]
    [InlineData("a pr and", 8, "an attribute", "Name an attribute")]
    [InlineData("and a pr", 4, "an operator", "attribute operator value")]
    [InlineData("(a pr", 5, "')'", "opened with '('")]
    [InlineData("(a pr]", 5, "')'", "opened with '('")]
    [InlineData("()", 1, "an attribute", "Name an attribute")]
    [InlineData("emails[type eq \"x\"", 18, "']'", "opened with '['")]
    [InlineData("emails[]", 7, "an attribute", "Name an attribute")]
    [InlineData("emails[a[b pr]]", 8, "no second bracket", "sub-attributes alone")]
    [InlineData("emails[urn:x:y:a pr]", 7, "without schema", "sub-attributes alone")]
    [InlineData("emails[a pr].b.c pr", 12, "one sub-attribute", "attribute.subAttribute")]
    [InlineData("emails.x[a pr].b pr", 14, "one sub-attribute", "attribute.subAttribute")]
    [InlineData("not userName pr", 4, "'(' after not", "not (")]
    [InlineData("not", 3, "'(' after not", "not (")]
    [InlineData("1a pr", 0, "an attribute", "Name an attribute")]
    [InlineData("a.b.c pr", 0, "one sub-attribute", "attribute.subAttribute")]
    [InlineData("a. pr", 0, "an attribute", "Name an attribute")]
    [InlineData(".a pr", 0, "an attribute", "Name an attribute")]
    [InlineData("naïve pr", 0, "an attribute", "Name an attribute")]
    [InlineData("\"a\" eq \"a\"", 0, "an attribute", "Name an attribute")]
    [InlineData("foo:bar pr", 0, "a schema URI", "urn:ietf")]
    [InlineData(":bar pr", 0, "a schema URI", "urn:ietf")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0 pr", 0, "an attribute", "Name an attribute")]
    public void Bad_input_is_answered_with_place_expectation_and_fix(string text, int position, string expected, string fix)
    {
        Filter.TryParse(text, out var filter, out var error).ShouldBeFalse();
        filter.ShouldBeNull();
        error!.Code.ShouldBe("invalidFilter");
        error.Position.ShouldBe(position);
        error.Expected.ShouldContain(expected);
        error.Message.ShouldContain(fix);
        error.Message.ShouldStartWith($"At character {position + 1}: ");
    }

    [Fact]
    public void No_text_is_an_error_as_well()
    {
        Filter.TryParse(null, out _, out var error).ShouldBeFalse();
        error!.Position.ShouldBe(0);
    }

    [Theory]
    [InlineData("active gt true", 10)]
    [InlineData("active gt \"true\"", 7)]
    [InlineData("active eq \"true\"", 10)]
    [InlineData("x509Certificates gt \"QQ==\"", 17)]
    [InlineData("x509Certificates[value lt \"QQ==\"]", 23)]
    [InlineData("meta.lastModified gt \"yesterday\"", 21)]
    [InlineData("meta.lastModified eq 5", 21)]
    [InlineData("userName eq 5", 12)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName eq 5", 55)]
    [InlineData("name eq \"x\"", 5)]
    [InlineData("emails[primary eq \"x\"]", 18)]
    [InlineData("emails[type pr].primary eq \"x\"", 27)]
    public void With_types_a_comparison_the_attribute_cannot_answer_is_refused(string text, int position)
    {
        Filter.TryParse(text, out _, out var error, AttributeTypes.Core).ShouldBeFalse();
        error!.Code.ShouldBe("invalidFilter");
        error.Position.ShouldBe(position);
    }

    [Theory]
    [InlineData("active eq true and userName eq \"x\" and emails.primary ne false")]
    [InlineData("meta.lastModified gt \"2026-05-13T04:42:34.123+02:00\" and meta.created sw \"2026\"")]
    [InlineData("name eq null and x509Certificates eq \"QQ==\" and unheardOf gt 5 and emails eq \"x\"")]
    [InlineData("active ne null and schemas[value eq \"urn:x\"]")]
    public void With_types_the_rest_still_passes(string text)
    {
        Filter.TryParse(text, out _, out _, AttributeTypes.Core).ShouldBeTrue();
    }

    private static Filter Read(string text)
    {
        Filter.TryParse(text, out var filter, out var error).ShouldBeTrue(error?.ToString());
        return filter!;
    }
}

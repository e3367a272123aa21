namespace Jumpgate.Ocsf.Writing;

/// <summary>An activity of a class as a release knows it.</summary>
/// <param name="Id">99 where the release does not know it.</param>
/// <param name="Named">What 99 stands for, as JSON without quotes.</param>
/// <param name="Caption">What it is called.</param>
internal sealed record ActivityForm(int Id, byte[]? Named, string Caption);

namespace Jumpgate.JumpCloud;

/// <summary>
/// Where one JumpCloud region answers. A key or client works only in its own region and nothing tells which one that is,
/// so the four host families move together (jumpcloud-api.md §1).
/// </summary>
/// <param name="Name">Short name, as in <c>us</c>.</param>
/// <param name="Label">Name for people, as in <c>United States</c>.</param>
/// <param name="Console">Origin of the console API; <c>/api</c> (v1) and <c>/api/v2</c> are below it.</param>
/// <param name="Insights">Base of Directory Insights, ends in <c>/insights/directory/v1</c>.</param>
/// <param name="OAuth">The token endpoint itself, ends in <c>/oauth2/token</c>.</param>
/// <param name="MaxRequestsPerSecond">
/// Requests per second that are safe here, or null for no cap. JumpCloud publishes no number; 8 is what others found
/// not to trip 429 (jumpcloud-api.md §5).
/// </param>
public sealed record Region(string Name, string Label, Uri Console, Uri Insights, Uri OAuth, double? MaxRequestsPerSecond);

using System.CommandLine;
using Jumpgate.Contracts;

namespace Jumpgate.Cli.Commands;

/// <summary><c>jumpgate feed sink add s3</c>.</summary>
internal static class SinkAddS3
{
    public static Command Create(Globals globals, Terminal terminal)
    {
        Option<string> bucket = new("--bucket") { Description = "The bucket.", Required = true };
        Option<string> region = new("--region") { Description = "Its region, as eu-central-1.", Required = true };
        Option<string> accessKeyId = new("--access-key-id") { Description = "The id of the access key.", Required = true };
        Option<string?> secret = new("--secret-access-key") { Description = "Its secret; - reads it from standard input. Asked for when left out." };
        Option<string?> endpoint = new("--endpoint") { Description = "The address of a store other than Amazon's." };
        Option<string?> prefix = new("--prefix") { Description = "Before the names of objects." };
        Option<bool?> pathStyle = new("--path-style") { Description = "Whether the bucket stands in the path; with an endpoint it does without it." };
        Option<string?> layout = new("--layout") { Description = "lake (without it) or security-lake." };
        Option<string?> source = new("--source") { Description = "The custom source of Security Lake." };
        Option<string?> accountId = new("--account-id") { Description = "The account of Security Lake." };
        Option<int?> maxBytes = new("--max-bytes") { Description = "The bytes of events at which an object ends." };
        Option<string?> maxAge = new("--max-age") { Description = "The longest that events wait for others, as ISO 8601 duration (PT5M)." };
        return SinkAddCommand.Add(
            "s3", "Objects in S3, or in a store that speaks its API.", globals, terminal, null,
            [bucket, region, accessKeyId, secret, endpoint, prefix, pathStyle, layout, source, accountId, maxBytes, maxAge],
            (parsed, sink) => sink with
            {
                S3 = new S3SinkSettings(
                    parsed.GetValue(bucket), parsed.GetValue(region), parsed.GetValue(endpoint), parsed.GetValue(prefix), parsed.GetValue(accessKeyId),
                    LinkCommand.Secret(terminal, parsed.GetValue(secret)) ?? LinkCommand.Ask(terminal, "Secret access key"), parsed.GetValue(pathStyle), parsed.GetValue(layout),
                    parsed.GetValue(source), parsed.GetValue(accountId), parsed.GetValue(maxBytes), parsed.GetValue(maxAge)),
            });
    }
}

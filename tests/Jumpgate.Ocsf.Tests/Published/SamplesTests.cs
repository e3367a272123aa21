using System.Text;

namespace Jumpgate.Ocsf.Tests.Published;

/// <summary>Every published and constructed sample becomes a valid record.</summary>
public sealed class SamplesTests
{
    [PublishedTheory]
    [InlineData(OcsfVersion.V180)]
    [InlineData(OcsfVersion.V110)]
    public void Every_sample_becomes_a_valid_record_that_holds_it_whole(OcsfVersion version)
    {
        var samples = SharedReference.Samples();

        samples.Count.ShouldBe(20);
        foreach (var sample in samples)
        {
            var (record, outcome) = Mapping.Map(Encoding.UTF8.GetBytes(sample), version);
            outcome.Fault.ShouldBe(EventFault.None);
            record["raw_data"]!.GetValue<string>().ShouldBe(sample);
        }
    }
}

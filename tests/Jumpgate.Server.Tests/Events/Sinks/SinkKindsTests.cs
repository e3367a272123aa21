using Jumpgate.Server.Events.Sinks;

namespace Jumpgate.Server.Tests.Events.Sinks;

public sealed class SinkKindsTests
{
    [Fact]
    public void Every_kind_of_sink_is_held_to_the_contract()
    {
        var kinds = typeof(IEventSink).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IEventSink))).Select(type => type.Name).ToList();
        kinds.Count.ShouldBeGreaterThanOrEqualTo(4);
        var tested = typeof(SinkContractTests).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SinkContractTests))).Select(type => type.Name);
        kinds.Select(kind => $"{kind}Tests").ShouldBeSubsetOf(tested);
    }
}

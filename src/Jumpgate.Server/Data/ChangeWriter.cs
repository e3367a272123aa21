namespace Jumpgate.Server.Data;

/// <summary>
/// Writes the change log in the transaction of the rows it tells of: the only way out of the store.
/// Rows are gathered and written together at the end of the request.
/// </summary>
public sealed class ChangeWriter(WriteScope scope)
{
    private readonly List<ChangeRow> rows = [];

    /// <summary>Adds one change and takes its sequence.</summary>
    public async ValueTask<long> AddAsync(
        ChangeOp op, Cause cause, DirectoryKey? directory = null, ResourceKind? kind = null, ResourceKey? resource = null,
        EdgeKind? edge = null, ResourceKey? to = null, string? note = null)
    {
        var seq = await scope.TakeSequencesAsync(1);
        Add(new ChangeRow(seq, directory?.Value, op, (short?)kind, resource?.Value, (short?)edge, to?.Value, await scope.CauseKeyAsync(cause), note));
        return seq;
    }

    /// <summary>Adds a change whose sequence was taken before.</summary>
    internal void Add(ChangeRow row) => rows.Add(row);

    internal async ValueTask FlushAsync()
    {
        if (rows.Count == 0) return;
        var table = new SqlRows()
            .Add("seq", rows.ConvertAll(row => row.Seq))
            .Add("directory", rows.ConvertAll(row => row.Directory))
            .Add("op", rows.ConvertAll(row => (short)row.Op))
            .Add("kind", rows.ConvertAll(row => row.Kind))
            .Add("resource", rows.ConvertAll(row => row.Resource))
            .Add("edge_kind", rows.ConvertAll(row => row.Edge))
            .Add("to_resource", rows.ConvertAll(row => row.To))
            .Add("cause", rows.ConvertAll(row => row.Cause))
            .Add("note", rows.ConvertAll(row => row.Note));
        await scope.Sql.InsertAsync("change", table, ("at", scope.SequenceTime));
        rows.Clear();
    }
}

/// <param name="Cause">Key of the row of table <c>cause</c>.</param>
internal readonly record struct ChangeRow(
    long Seq, int? Directory, ChangeOp Op, short? Kind, long? Resource, short? Edge, long? To, long Cause, string? Note);

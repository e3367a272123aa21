using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Parts;

/// <summary>Writes <c>location</c> from <c>geoip</c>. Without a country or region there is no place to speak of.</summary>
internal static class Places
{
    public static bool Write(RecordDraft draft, int geo)
    {
        var tree = draft.Event;
        // Some samples of the documentation wrap the object in a second one of the same name.
        if (tree.IsObject(tree.Find(geo, "geoip"u8))) geo = tree.Find(geo, "geoip"u8);
        if (!tree.IsObject(geo)) return false;
        var mark = draft.Open("location"u8);
        var known = draft.Text("country"u8, tree.Find(geo, "country_code"u8, "country_code2"u8));
        known |= draft.Text("region"u8, tree.Find(geo, "region_name"u8));
        known |= draft.Text("city"u8, tree.Find(geo, "city_name"u8, "city"u8));
        draft.Text("continent"u8, tree.Find(geo, "continent_code"u8));
        var (latitude, longitude) = (tree.Find(geo, "latitude"u8), tree.Find(geo, "longitude"u8));
        if (draft.Forms.HasLatitude)
        {
            draft.Float("lat"u8, latitude);
            draft.Float("long"u8, longitude);
        }
        else
        {
            // 1.1.0: longitude first, both or none.
            var pair = draft.OpenList("coordinates"u8);
            if (draft.Float(default, longitude) && draft.Float(default, latitude)) draft.CloseList(pair);
            else draft.Close(pair, keep: false);
        }

        return draft.Close(mark, known);
    }
}

using Jumpgate.Ocsf.Reading;

namespace Jumpgate.Ocsf.Parts;

/// <summary>Under which names JumpCloud's objects keep their id and their name.</summary>
internal static class Named
{
    extension(EventTree tree)
    {
        public int IdOf(int thing)
        {
            var id = tree.Find(thing, "id"u8);
            return tree.Says(id) ? id : tree.Find(thing, "object_id"u8, "uid"u8);
        }

        public int NameOf(int thing)
        {
            if (!tree.IsObject(thing)) return -1;
            var name = tree.Find(thing, "name"u8, "username"u8);
            if (tree.Says(name)) return name;
            name = tree.Find(thing, "displayName"u8, "display_name"u8);
            if (tree.Says(name)) return name;
            name = tree.Find(thing, "display_label"u8, "displayLabel"u8);
            if (tree.Says(name)) return name;
            name = tree.Find(thing, "hostname"u8, "email"u8);
            return tree.Says(name) ? name : tree.Find(thing, "recipient_email"u8, "title"u8);
        }

        /// <summary>Whether it can be told from others.</summary>
        public bool IsNamed(int thing) => tree.Says(tree.IdOf(thing)) || tree.Says(tree.NameOf(thing));

        /// <summary>The object that tells of a resource, if it tells anything.</summary>
        public int Resource()
        {
            var resource = tree.Find("resource"u8);
            return tree.IsNamed(resource) ? resource : -1;
        }

        /// <summary>The device, as agents and MDM tell of it.</summary>
        public int System()
        {
            var system = tree.Find("system"u8);
            return tree.IsNamed(system) ? system : -1;
        }

        public bool IsOfType(int thing, ReadOnlySpan<byte> type) => tree.Is(tree.Find(thing, "type"u8), type);
    }
}

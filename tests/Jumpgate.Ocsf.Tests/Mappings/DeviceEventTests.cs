namespace Jumpgate.Ocsf.Tests.Mappings;

public sealed class DeviceEventTests
{
    [Theory]
    [InlineData("DeviceInformation", "Acknowledged", 5001, 2, "Success", "Informational")]
    [InlineData("InstalledApplicationList", "Acknowledged", 5001, 2, "Success", "Informational")]
    [InlineData("SecurityInfo", "NotNow", 5001, 2, "NotNow", "Informational")]
    [InlineData("ProfileList", "Error", 5001, 2, "Failure", "Low")]
    [InlineData("InstallProfile", "Acknowledged", 3004, 99, "Success", "Informational")]
    [InlineData("InstallProfile", "CommandFormatError", 3004, 99, "Failure", "Low")]
    [InlineData("DeviceLock", "Acknowledged", 3004, 99, "Success", "Medium")]
    [InlineData("EraseDevice", "Idle", 3004, 99, "Idle", "Medium")]
    public void An_answer_of_a_device_is_inventory_or_something_done_to_it(string request, string status, int @class, int activity, string told, string severity)
    {
        var record = Mapping.Record(Events.Sample("mdm_device_lock", ("request_type", request), ("status", status)));

        record.Int("class_uid").ShouldBe(@class);
        record.Int("activity_id").ShouldBe(activity);
        if (activity == 99) record.Text("activity_name").ShouldBe(request);
        record.Text("status").ShouldBe(told);
        record.Int("status_id").ShouldBe(told switch { "Success" => 1, "Failure" => 2, _ => 99 });
        record.Text("severity").ShouldBe(severity);
        record.Text("metadata", "correlation_uid").ShouldNotBeNull();
        (@class == 5001 ? record.Text("device", "uid") : record.Text("entity", "uid")).ShouldBe("67aa1a97ea9f5954dc62ff15");
    }

    [Fact]
    public void Inventory_without_a_device_is_a_change_and_a_change_without_one_is_named_by_kind()
    {
        var record = Mapping.Record(Events.Sample("mdm_device_information", ("mdm_device_id", null), ("query_responses", null)));

        record.Int("class_uid").ShouldBe(3004);
        record.Text("activity_name").ShouldBe("Collect");
        record.Text("entity", "name").ShouldBe("Device");
    }

    [Fact]
    public void A_new_version_of_the_system_is_a_state_of_patches()
    {
        var record = Mapping.Record(Events.Sample("os_minor_upgrade"));

        record.Int("class_uid").ShouldBe(5004);
        record.Text("device", "os", "version").ShouldBe("26.1");
        var unknown = Mapping.Record(Events.Sample("os_minor_upgrade", ("changes", null)));
        unknown.Int("class_uid").ShouldBe(5001);
        unknown.Text("activity_name").ShouldBe("Log");
    }

    [Fact]
    public void Software_is_a_product_on_a_device()
    {
        var record = Mapping.Record(Events.Sample("software_change"));

        record.Int("class_uid").ShouldBe(6002);
        record.Text("activity_name").ShouldBe("Update");
        record.Text("app", "vendor_name").ShouldBe("Google");
        record.Text("device", "hostname").ShouldBe("ana-mbp.local");
        record["actor"].ShouldBeNull();
        var older = Mapping.Record(Events.Sample("software_change", ("application", """{"name":"x"}""")), OcsfVersion.V110);
        older.Int("activity_id").ShouldBe(99);
        older.Text("activity_name").ShouldBe("Update");
        older.Text("app", "vendor_name").ShouldBe("Unknown");
    }

    [Fact]
    public void A_name_that_is_no_host_name_in_the_eyes_of_the_release_is_a_name()
    {
        var raw = Events.Sample("system_fde_key_update", ("system", """{"id":"s1","hostname":"Ana's Mac"}"""));

        Mapping.Record(raw).Text("device", "hostname").ShouldBe("Ana's Mac");
        var older = Mapping.Record(raw, OcsfVersion.V110);
        older.Text("device", "name").ShouldBe("Ana's Mac");
        older["device"]!["hostname"].ShouldBeNull();
    }

    [Fact]
    public void A_command_is_a_script_where_device_actor_and_text_are_told()
    {
        Mapping.Record(Events.Sample("command_run")).Text("activity_name").ShouldBe("Run");
        var raw = Events.Sample("command_run", ("event_type", "command_result"), ("command", "systemctl restart cups"), ("system", """{"id":"s1","hostname":"h"}"""));
        var record = Mapping.Record(raw);
        record.Int("class_uid").ShouldBe(1009);
        record.Text("script", "script_content", "value").ShouldBe("systemctl restart cups");
        Mapping.Record(raw, OcsfVersion.V110).Int("class_uid").ShouldBe(3004);
    }

    [Fact]
    public void A_package_is_an_upload_where_file_actor_and_source_are_told()
    {
        var record = Mapping.Record(Events.Sample("object_storage_create"));

        record.Int("class_uid").ShouldBe(6006);
        record.Text("activity_name").ShouldBe("Upload");
        record["file"]!["size"]!.GetValue<int>().ShouldBe(1_048_576);
        record["file"]!["hashes"]!.AsArray().Single()!.Text("algorithm").ShouldBe("SHA-256");
        record["observables"]!.AsArray().Select(one => one!.Text("name")).ShouldContain("file.hashes.value");
        Mapping.Record(Events.Sample("object_storage_create", ("client_ip", null))).Int("class_uid").ShouldBe(3004);
    }

    [Theory]
    [InlineData("success", "Success", 1)]
    [InlineData("COMPLETED", "Success", 1)]
    [InlineData("invalid signature", "Failure", 2)]
    [InlineData("pending", "pending", 99)]
    public void A_result_in_a_word_is_a_status(string result, string status, int id)
    {
        var record = Mapping.Record(Events.Sample("object_storage_create", ("event_type", "object_storage_upload_validation_result"), ("result", result)));

        record.Text("status").ShouldBe(status);
        record.Int("status_id").ShouldBe(id);
    }

    [Theory]
    [InlineData("\"LOCK\"", "LOCK")]
    [InlineData("""{"type":"REBOOT"}""", "REBOOT")]
    [InlineData("null", "Device Command")]
    public void A_command_to_a_phone_names_the_activity(string command, string name)
    {
        var raw = Events.Sample("remote_session_start", ("event_type", "device_command")).Replace("\"system\":", "\"command\":" + command + ",\"system\":", StringComparison.Ordinal);

        Mapping.Record(raw).Text("activity_name").ShouldBe(name);
    }
}

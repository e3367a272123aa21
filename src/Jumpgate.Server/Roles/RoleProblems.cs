using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Roles;

/// <summary>What can be wrong with application roles and the texts that give them.</summary>
public static class RoleProblems
{
    public static readonly ProblemCode RoleNameTaken = new(
        "app_role_name_taken", 409, "There is an application role of this name.", "Choose another name, or change the role that has it.");

    public static readonly ProblemCode TooManyRoles = new(
        "too_many_app_roles", 409, "There are too many application roles.", "Remove those no mapping names; usedBy shows which.");

    public static readonly ProblemCode RoleInUse = new(
        "app_role_in_use", 409, "The application role is in use.", "Save mappings that do without it first; then repeat.");

    public static readonly ProblemCode PermissionInUse = new(
        "app_permission_in_use", 409, "The permission is held by a role.", "Take it from the roles that hold it first.");

    public static readonly ProblemCode AdministratorDefault = new(
        "administrator_default", 422, "An administrator-like role cannot be the default.", "Choose a role that is not administrator-like. In a mapping text it can be allowed by writing: allow administrator default.");

    public static readonly ProblemCode MappingInvalid = new(
        "role_mapping_invalid", 422, "The mapping text cannot be taken.", "Mend each place named in errors; line and column count from 1.");

    public static readonly ProblemCode MappingTestsFailed = new(
        "role_mapping_tests_failed", 422, "Tests beside the rules fail.", "Mend the rules, or the tests where they are wrong.");

    public static readonly ProblemCode MappingMoved = new(
        "role_mapping_moved", 409, "Another version of the mapping holds by now.", "Read the mapping again, put your change into its text, and save that.");

    public static readonly ProblemCode MappingMissing = new(
        "role_mapping_missing", 404, "The directory has no such role mapping.", "Save one: PUT /v1/directories/{id}/role-mapping.");
}

namespace Jumpgate.Emulator.Worlds;

/// <summary>What every made-up company has: departments with their titles, places, and the applications people sign in to.</summary>
internal static class Company
{
    public const string Name = "Northwind Example";

    public const string Domain = "example.com";

    /// <summary>A head of department reports to the first user; everyone below belongs to the head's department.</summary>
    public const int ReportsPerManager = 10;

    public static readonly Department[] Heads =
    [
        new("Engineering", "CC-210", ["Software Engineer", "Site Reliability Engineer", "QA Engineer", "Engineering Manager"]),
        new("Engineering", "CC-210", ["Software Engineer", "Data Engineer", "Mobile Engineer", "Engineering Manager"]),
        new("Sales", "CC-310", ["Account Executive", "Sales Engineer", "Sales Development Representative", "Sales Manager"]),
        new("Sales", "CC-310", ["Account Manager", "Solutions Consultant", "Channel Manager", "Sales Manager"]),
        new("Customer Support", "CC-320", ["Support Engineer", "Support Specialist", "Customer Success Manager", "Support Manager"]),
        new("Marketing", "CC-330", ["Content Strategist", "Designer", "Product Marketer", "Marketing Manager"]),
        new("Finance", "CC-110", ["Accountant", "Financial Analyst", "Payroll Specialist", "Controller"]),
        new("People", "CC-120", ["Recruiter", "People Partner", "Office Coordinator", "People Manager"]),
        new("IT", "CC-130", ["Systems Administrator", "IT Support Specialist", "Security Engineer", "IT Manager"]),
        new("Operations", "CC-140", ["Operations Analyst", "Logistics Coordinator", "Counsel", "Operations Manager"]),
    ];

    public static readonly string[] Departments = [.. Heads.Select(h => h.Name).Distinct()];

    /// <summary>Places; of every <see cref="PlaceCycle"/> people each takes its share.</summary>
    public static readonly Place[] Places =
    [
        new("Denver", "CO", "80202", "US", "1801 Broadway", 6),
        new("Madrid", "MD", "28013", "ES", "1 Calle Mayor", 4),
        new("London", "LND", "EC2A 4NE", "GB", "12 Curtain Road", 4),
        new("Bengaluru", "KA", "560001", "IN", "24 MG Road", 4),
        new("Berlin", "BE", "10115", "DE", "8 Invalidenstraße", 2),
        new("Tokyo", "13", "100-0005", "JP", "丸の内1-9-1", 2),
        new("São Paulo", "SP", "01310-100", "BR", "900 Avenida Paulista", 1),
        new("Remote", "", "", "US", "", 1),
    ];

    public static readonly int PlaceCycle = Places.Sum(p => p.Share);

    public static readonly string[] EmployeeTypes = ["Full-time", "Full-time", "Full-time", "Full-time", "Contractor", "Part-time", "Intern"];

    public static readonly (string Slug, string Title, string Type)[] Catalogue =
    [
        ("salesforce", "Salesforce", "saml"), ("slack", "Slack", "saml"), ("github", "GitHub Enterprise", "saml"), ("aws-sso", "AWS IAM Identity Center", "saml"),
        ("atlassian-cloud", "Atlassian Cloud", "saml"), ("zoom", "Zoom", "saml"), ("zendesk", "Zendesk", "saml"), ("datadog", "Datadog", "saml"),
        ("dropbox", "Dropbox Business", "saml"), ("notion", "Notion", "saml"), ("figma", "Figma", "saml"), ("hubspot", "HubSpot", "saml"),
        ("netsuite", "NetSuite", "saml"), ("tableau", "Tableau Cloud", "saml"), ("snowflake", "Snowflake", "saml"), ("pagerduty", "PagerDuty", "saml"),
        ("docusign", "DocuSign", "saml"), ("miro", "Miro", "saml"), ("gitlab", "GitLab", "saml"), ("sentry", "Sentry", "saml"),
        ("custom-oidc", "Custom OIDC App", "oidc"), ("saml2", "Custom SAML App", "saml"), ("bookmark", "Bookmark", "bookmark"), ("box", "Box", "saml"),
    ];

    public static readonly string[] TeamWords =
    [
        "Platform", "Payments", "Mobile", "Insights", "Growth", "Identity", "Billing", "Search", "Partners", "Onboarding",
        "Compliance", "Data", "Events", "Field", "Launch", "Renewals", "Tooling", "Design", "Reliability", "Integrations",
    ];

    public static readonly string[] TeamSuffixes = ["Team", "Project", "Readers", "Editors", "Owners", "On-call", "Guild", "Beta"];

    public static readonly string[] BuiltInRoles =
    [
        "Administrator With Billing", "Administrator", "Manager", "Command Runner With Billing", "Command Runner", "Help Desk", "Billing Only", "Read Only",
    ];
}

internal sealed record Department(string Name, string CostCenter, string[] Titles);

internal sealed record Place(string City, string Region, string PostalCode, string Country, string Street, int Share);

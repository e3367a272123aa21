/** What the hub itself has seen of a directory that is pushed; a guide names it where a step can be checked so. */
export type SignName = 'request' | 'testUser' | 'group' | 'user';

export interface GuideStep {
  title: string;
  /** Plain words and, at every second place, a label exactly as the other console writes it. */
  lines: string[][];
  /** Values to carry over, shown with copy buttons: our name for it, and the field it belongs into. */
  carry?: { value: 'endpoint' | 'token'; into: string }[];
  signs?: SignName[];
}

export const scim = {
  title: 'SCIM Provisioning',
  lead: 'Receive users and groups from an identity provider, as they change there.',
  about: 'Users and groups pushed by JumpCloud, Entra, Okta, OneLogin, Ping or any other SCIM 2.0 client.',
  add: 'Add SCIM directory',
  setUp: 'Set up',
  another: 'Set up another directory',
  directories: 'SCIM directories',
  count: (n: number) => (n === 1 ? '1 directory' : `${n} directories`),
  columns: {
    name: 'Directory',
    provider: 'Provider',
    status: 'Status',
    users: 'Users',
    groups: 'Groups',
    last: 'Last request',
  },
  loading: 'SCIM directory',
  failed: 'SCIM directory',
  notPushed: 'This directory is not pushed by SCIM',
  notPushedDetail: 'It is the mirror of a linked organization.',
  notPushedOpen: 'Open its connection',
  tabs: {
    provisioning: 'SCIM Provisioning',
    users: 'Users',
    groups: 'Groups',
    events: 'Events',
    settings: 'Settings',
  },
  status: { waiting: 'Not connected', connected: 'Connected', disabled: 'Disabled' },
  waitingHint: 'No request has come yet.',
  providers: {
    title: 'Directory Providers',
    lead: 'Who sends the users? The choice decides which guide you get, and which habits of that client are met half-way.',
    name: 'Name of your app',
    nameHint: 'As people know it. The guide uses it for the application you make at the provider.',
    making: 'Making the endpoint',
    names: {
      jumpcloud: 'JumpCloud',
      entra: 'Microsoft Entra ID',
      okta: 'Okta',
      onelogin: 'OneLogin',
      ping: 'Ping',
      custom: 'Custom Provider',
      strict: 'Strict SCIM 2.0',
    } as Record<string, string>,
    about: {
      jumpcloud: 'A custom application with Identity Management',
      entra: 'An enterprise application with automatic provisioning',
      okta: 'An app integration with SCIM provisioning',
      onelogin: 'The SCIM Provisioner application',
      ping: 'A SCIM outbound connection of PingOne',
      custom: 'Any other SCIM 2.0 client',
    } as Record<string, string>,
    list: ['jumpcloud', 'entra', 'okta', 'onelogin', 'ping', 'custom'],
  },
  values: {
    title: 'Connection values',
    endpoint: 'Endpoint URL',
    token: 'Bearer Token',
    copyEndpoint: 'Copy Endpoint URL',
    copyToken: 'Copy Bearer Token',
    copied: 'Copied',
    once: "Make sure to copy your new bearer token now. You won't be able to see it again.",
    gone: 'Shown once, when it was made. If nobody has it, make a new one and revoke the old.',
    newToken: 'New token',
    noToken: 'No token works. Make a new one.',
    noRight: 'A Connector Administrator or Super Administrator sees and makes tokens.',
  },
  guide: {
    title: (provider: string) => `In ${provider}`,
    customTitle: 'In your SCIM client',
    into: (field: string) => `into ${field}`,
    lost: (suffix: string) => `the token that ends in …${suffix}, as you copied it`,
    step: (n: number) => `Step ${n}`,
  },
  signs: {
    title: 'What Jumpgate has seen',
    lead: 'These turn by themselves.',
    request: {
      due: (who: string) => `The first request from ${who}`,
      seen: (who: string) => `Seen the first request from ${who}`,
    },
    testUser: { due: () => 'A test user', seen: () => 'Test user seen' },
    group: { due: () => 'The first group', seen: () => 'First group arrived' },
    user: { due: () => 'The first user', seen: () => 'First user arrived' },
    waiting: 'not yet',
    done: 'done',
  },
  detached: {
    title: 'When a group is detached',
    text: 'A group that is detached from the application is not deleted here: its members are removed from it, and the group itself stays. Its users keep what their other groups give them.',
  },
  unreachable: {
    title: 'Cannot open this portal from your app?',
    text: 'Request instructions from the app owner: whoever runs the app can send you a setup link, or the Endpoint URL and a Bearer Token.',
    signIn: 'Sent here by an app, without an account? Request instructions from the app owner.',
  },
  tokens: {
    title: 'Bearer tokens',
    lead: 'Several may work at a time: give the client the new one, then revoke the old.',
    none: 'There is no token',
    noneDetail: 'Without one nobody can push to this directory.',
    columns: {
      name: 'Name',
      suffix: 'Token',
      created: 'Created',
      used: 'Last used',
      ends: 'Ends',
      state: 'Status',
    },
    unnamed: 'Unnamed',
    never: 'never',
    noEnd: 'no end',
    by: (who: string) => `by ${who}`,
    states: { active: 'Active', expired: 'Expired', revoked: 'Revoked' },
    revoke: 'Revoke',
    revokeOf: (suffix: string) => `Revoke the token that ends in ${suffix}`,
    revokeTitle: (suffix: string) => `Revoke the token …${suffix}?`,
    revokeText: 'Whoever uses it is refused at once. This cannot be taken back.',
    revokeUsed: (ago: string) => `It was last used ${ago}.`,
    showRevoked: (n: number) => (n === 1 ? 'Show 1 revoked token' : `Show ${n} revoked tokens`),
    hideRevoked: 'Hide revoked tokens',
    new: {
      title: 'New token',
      name: 'Name (Optional)',
      nameHint: 'Who uses it, such as “JumpCloud 2027”.',
      ends: 'Ends on (Optional)',
      make: 'Make token',
      done: 'Done',
    },
  },
  lists: {
    noUsers: 'No users yet',
    noUsersDetail:
      'They arrive when a group that is bound to the application has members, and when somebody joins it.',
    noGroups: 'No groups yet',
    noGroupsDetail: 'A group arrives when it is bound to the application at the provider.',
  },
  settings: {
    general: 'General',
    name: 'Name',
    provider: 'Directory Provider',
    providerHint: 'Decides the guide, and which habits of that client are met half-way.',
    manner: {
      title: 'Requests and events',
      partial: 'Take the members that are known',
      partialHint:
        'A request that names a member this directory does not know is applied for the others; the record names what was passed over. Otherwise it is refused.',
      suppress: 'Say nothing of test objects',
      suppressHint:
        'No event is sent of users and groups that are deleted within 10 seconds of being made, as those of Test Connection. Events of new ones wait for 15 seconds.',
      quiet: 'Quiet first load',
      quietHint: 'Nothing is sent until the first push has come to rest; then everything, in order.',
      quietChoices: [
        { value: 'PT0S', label: 'Off: every change is sent at once' },
        { value: 'PT60S', label: 'Until 1 minute without writes' },
        { value: 'PT5M', label: 'Until 5 minutes without writes' },
      ],
      guard: 'A push that empties an administrators’ group',
      guardHint: 'A group through which an administrator-like role is given.',
      guardChoices: [
        { value: 'hold', label: 'Hold it until somebody decides' },
        { value: 'refuse', label: 'Refuse it' },
        { value: 'off', label: 'Apply it' },
      ],
    },
    state: 'Receiving',
    enabledText: 'The endpoint takes requests.',
    disabledText: 'The endpoint answers every request with 403. What arrived before stays.',
    enable: 'Enable',
    disable: 'Disable',
    disableTitle: (name: string) => `Disable ${name}?`,
    disableText:
      'Every request of the client is answered with 403 from now on. What arrived stays; what changes meanwhile at the provider is missing until it is pushed again.',
    remove: 'Delete',
    removeTitle: 'Delete this directory',
    removeText:
      'Its endpoint ends at once; its tokens, users, groups and their history go. The provider itself is not touched.',
    removeQuestion: (name: string) => `Delete ${name}?`,
    type: (name: string) => `Type “${name}” to confirm`,
  },
  noRight: {
    add: 'Setting up SCIM is not part of your role',
    settings: 'Changing this directory is not part of your role',
  },
};

export const guides: Record<string, (app: string) => GuideStep[]> = {
  jumpcloud: (app) => [
    {
      title: 'Add a custom application',
      lines: [
        ['In the JumpCloud console, open ', 'SSO Applications', ' and choose ', '+ Add New Application', '.'],
        [
          `Search for something that finds nothing, such as “${app} SCIM”, and take the custom application that JumpCloud then offers. Choose `,
          'Next',
          '.',
        ],
      ],
    },
    {
      title: 'Let it export users',
      lines: [
        ['Select ', 'Export users to this app (Identity Management)', ' and choose ', 'Next', '.'],
        ['Enter the display name ', app, ' and choose ', 'Save Application', '.'],
        ['Choose ', 'Configure Application', '.'],
      ],
    },
    {
      title: 'Carry over the two values',
      lines: [
        [
          'Open ',
          'Identity Management',
          '. Enter the Endpoint URL as ',
          'Base URL',
          ' and the Bearer Token as ',
          'Token Key',
          '.',
        ],
        ['As ', 'Test User Email', ' enter an address that none of your users has.'],
        [
          'Choose ',
          'Test Connection',
          '. JumpCloud makes a test user and a test group here, changes them and deletes them again; nothing of them stays.',
        ],
      ],
      carry: [
        { value: 'endpoint', into: 'Base URL' },
        { value: 'token', into: 'Token Key' },
      ],
      signs: ['request', 'testUser'],
    },
    {
      title: 'Activate',
      lines: [['Choose ', 'Activate', ', then ', 'Save', '.']],
    },
    {
      title: 'Bind a group',
      lines: [
        [
          'JumpCloud provisions users by groups. In ',
          'SSO Applications',
          ' select ',
          app,
          ', open ',
          'User Groups',
          ', select the group and choose ',
          'Save',
          '.',
        ],
        [
          'Or from the other side: in the ',
          'User Groups',
          ' tab make a group, for example ',
          `${app} Users`,
          ', choose the apps for the group, here ',
          app,
          ', and choose ',
          'Save Group',
          '.',
        ],
      ],
      signs: ['group'],
    },
    {
      title: 'Add people to the group',
      lines: [
        [
          'Whoever is added to the group arrives here within seconds; users themselves are made in the ',
          'Users',
          ' tab.',
        ],
      ],
      signs: ['user'],
    },
  ],
  entra: (app) => [
    {
      title: 'Make an enterprise application',
      lines: [
        [
          'In the Entra admin center, open ',
          'Enterprise applications',
          ' and choose ',
          'New application',
          ' and ',
          'Create your own application',
          '.',
        ],
        [
          'Name it ',
          app,
          ', select ',
          "Integrate any other application you don't find in the gallery (Non-gallery)",
          ' and choose ',
          'Create',
          '.',
        ],
      ],
    },
    {
      title: 'Carry over the two values',
      lines: [
        [
          'Open ',
          'Provisioning',
          ' and choose ',
          'Connect your application',
          ' (before: ',
          'Get started',
          ' with the mode ',
          'Automatic',
          ').',
        ],
        ['Choose ', 'Test Connection', ', then ', 'Save', '.'],
      ],
      carry: [
        { value: 'endpoint', into: 'Tenant URL' },
        { value: 'token', into: 'Secret Token' },
      ],
      signs: ['request'],
    },
    {
      title: 'Assign users and groups, and start',
      lines: [
        ['In ', 'Users and groups', ' choose ', 'Add user/group', '.'],
        [
          'Back in ',
          'Provisioning',
          ' choose ',
          'Start provisioning',
          '. Entra sends changes about every 40 minutes; ',
          'Provision on demand',
          ' sends one at once.',
        ],
      ],
      signs: ['user', 'group'],
    },
  ],
  okta: (app) => [
    {
      title: 'Make an app integration',
      lines: [
        [
          'In the Okta admin console, open ',
          'Applications',
          ' and choose ',
          'Create App Integration',
          '; name it ',
          app,
          '.',
        ],
        [
          'In ',
          'General',
          ', at ',
          'App Settings',
          ', choose ',
          'Edit',
          ', set ',
          'Provisioning',
          ' to ',
          'SCIM',
          ' and ',
          'Save',
          '.',
        ],
      ],
    },
    {
      title: 'Carry over the two values',
      lines: [
        ['Open the tab ', 'Provisioning', ', ', 'Integration', ', and choose ', 'Edit', '.'],
        [
          'As ',
          'Unique identifier field for users',
          ' enter ',
          'userName',
          '. Select ',
          'Push New Users',
          ', ',
          'Push Profile Updates',
          ' and ',
          'Push Groups',
          '.',
        ],
        [
          'Set ',
          'Authentication Mode',
          ' to ',
          'HTTP Header',
          '. Choose ',
          'Test Connector Configuration',
          ', then ',
          'Save',
          '.',
        ],
      ],
      carry: [
        { value: 'endpoint', into: 'SCIM connector base URL' },
        { value: 'token', into: 'Authorization' },
      ],
      signs: ['request'],
    },
    {
      title: 'Turn it on and assign',
      lines: [
        [
          'In ',
          'To App',
          ' choose ',
          'Edit',
          ' and enable ',
          'Create Users',
          ', ',
          'Update User Attributes',
          ' and ',
          'Deactivate Users',
          '.',
        ],
        ['Assign people in ', 'Assignments', ', and push groups in ', 'Push Groups', '.'],
      ],
      signs: ['user', 'group'],
    },
  ],
  onelogin: (app) => [
    {
      title: 'Add the SCIM application',
      lines: [
        ['In the OneLogin administration, open ', 'Applications', ' and choose ', 'Add App', '.'],
        [
          'Search for ',
          'SCIM Provisioner with SAML (SCIM v2 Enterprise)',
          ', name it ',
          app,
          ' and choose ',
          'Save',
          '.',
        ],
      ],
    },
    {
      title: 'Carry over the two values',
      lines: [
        [
          'In ',
          'Configuration',
          ' enter both, choose ',
          'Enable',
          ' at ',
          'API Connection',
          ', then ',
          'Save',
          '.',
        ],
      ],
      carry: [
        { value: 'endpoint', into: 'SCIM Base URL' },
        { value: 'token', into: 'SCIM Bearer Token' },
      ],
      signs: ['request'],
    },
    {
      title: 'Turn it on and give access',
      lines: [
        ['In ', 'Provisioning', ' select ', 'Enable provisioning', ' and choose ', 'Save', '.'],
        ['Give roles access in ', 'Access', '. Groups are sent by ', 'Rules', '.'],
      ],
      signs: ['user', 'group'],
    },
  ],
  ping: (app) => [
    {
      title: 'Make a connection',
      lines: [
        ['In PingOne, open ', 'Integrations', ', ', 'Provisioning', ', and add a ', 'New Connection', '.'],
        ['Choose ', 'Identity Store', ', then ', 'SCIM Outbound', ', and name it ', app, '.'],
      ],
    },
    {
      title: 'Carry over the two values',
      lines: [
        [
          'Set ',
          'Authentication Method',
          ' to ',
          'OAuth 2 Bearer Token',
          '. Choose ',
          'Test Connection',
          ', then ',
          'Save',
          ', and enable the connection.',
        ],
      ],
      carry: [
        { value: 'endpoint', into: 'SCIM Base URL' },
        { value: 'token', into: 'OAuth Access Token' },
      ],
      signs: ['request'],
    },
    {
      title: 'Make a rule',
      lines: [
        ['Add a ', 'New Rule', ' that names who is sent to ', app, ', choose its groups, and enable it.'],
      ],
      signs: ['user', 'group'],
    },
  ],
  custom: () => [
    {
      title: 'Give the client both values',
      lines: [
        ['Enter the Endpoint URL as the base URL; ', '/Users', ' and ', '/Groups', ' stand below it.'],
        ['The token goes into the header ', 'Authorization: Bearer …', ' of every request.'],
      ],
      carry: [
        { value: 'endpoint', into: 'the base URL' },
        { value: 'token', into: 'the bearer token' },
      ],
      signs: ['request'],
    },
    {
      title: 'Map the attributes',
      lines: [
        [
          'Send ',
          'userName',
          ' for every user; it is unique in this directory. ',
          'displayName',
          ', ',
          'emails',
          ' and ',
          'active',
          ' are shown in the lists.',
        ],
        ['Further attributes as in RFC 7643, the enterprise extension included.'],
      ],
    },
    {
      title: 'Assign users and groups',
      lines: [['What the client sends appears in ', 'Users', ' and ', 'Groups', ' at once.']],
      signs: ['user', 'group'],
    },
  ],
};

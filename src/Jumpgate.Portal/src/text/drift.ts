export const drift = {
  tab: 'Drift',
  title: 'What should have arrived',
  lead: (organization: string, application: string) =>
    `Compared with ${organization}: the groups bound to ${application} there, and their members.`,
  mirrored: 'Last synced',
  mirroredHint: 'What changed in JumpCloud since then is not known here yet.',
  none: 'No difference',
  noneDetail: 'Everything that is bound to the application has arrived, and nothing else is here.',
  unset: 'Nothing to compare with',
  unsetDetail:
    'Where the organization that pushes is also linked by API, Jumpgate can say what should have arrived. Choose it in the settings.',
  columns: { kind: 'Finding', what: 'What', fix: 'What to do' },
  kinds: {
    missing_group: 'Group missing',
    missing_user: 'User missing',
    missing_member: 'Member missing',
    detached_group: 'Group detached',
    extra_member: 'Member too many',
    extra_user: 'User too many',
    foreign_group: 'Group unknown there',
    foreign_user: 'User unknown there',
    attribute_differs: 'Values differ',
  } as Record<string, string>,
  counts: (kind: string, n: string) => `${kind}: ${n}`,
  differs: (attribute: string, expected: string, found: string) =>
    `${attribute}: ${expected} there, ${found} here`,
  empty: 'empty',
  settings: {
    title: 'Compare with JumpCloud',
    hint: 'For a population that is also linked by API: what should have arrived is compared with what did.',
    organization: 'Organization',
    nowhere: 'Nowhere',
    application: 'Application ID',
    applicationHint:
      'JumpCloud’s id of the application that pushes; in the list of applications it is the JumpCloud ID.',
  },
};

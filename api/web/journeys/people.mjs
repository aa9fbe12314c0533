// Decides who takes part in the journeys: people of the sample organisation (processes/organisation), by what they do.

export const people = {
  grid: { id: 'p-grid-01', name: '任景行' },
  community: { id: 'p-comm-01', name: '昌立言' },
  communityHead: { id: 'p-comm-head-01', name: '葛云帆' },
  grader: { id: 'p-wt-grader', name: '孙听澜' },
  approver: { id: 'p-wt-vice', name: '方映川' },
  streetConvener: { id: 'p-wt-convener', name: '朱安和' },
  fire: { id: 'p-wt-fire', name: '奚守拙' },
  fireHead: { id: 'p-wt-fire-head', name: '水远山' },
  housing: { id: 'p-wt-housing', name: '蒋思齐' },
  emergency: { id: 'p-wt-emergency', name: '陶怀瑾' },
  inspector: { id: 'p-sup-11', name: '窦安和' },
  otherInspector: { id: 'p-sup-12', name: '范书宁' },
  desk: { id: 'p-desk-01', name: '韩怀瑾' },
  land: { id: 'p-d-natural-resources', name: '沈望舒' },
  designer: { id: 'p-designer', name: '何若谷' },
  system: { id: 'p-admin-system', name: '华清越' },
  security: { id: 'p-admin-security', name: '邹思齐' },
  audit: { id: 'p-admin-audit', name: '苏允之' }
}

/** Long enough for the rules, different for each person. */
export const passwordOf = (person) => `梧桐-Lantern-${person.id.length}-${[...person.name].reverse().join('')}`

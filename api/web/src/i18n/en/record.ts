// The words of the record in English.
export default {
  about: 'Who did what, who holds what, how a case went, and the proof that nobody has changed the record.',
  system: 'The system',
  behalf: ' (for {name})',
  comma: ', ',
  tab: { acts: 'Who did what', holding: 'Who holds what', story: 'The story', past: 'As it was', records: 'Entry by entry' },
  filter: {
    text: 'Words',
    textHint: 'Title, number or step',
    person: 'Person',
    unit: 'Unit',
    process: 'Process',
    any: 'Any',
    from: 'From',
    to: 'To (that day included)',
    search: 'Search',
    week: 'Last 7 days',
    month: 'Last 30 days',
    clear: 'Clear'
  },
  acts: {
    title: 'What was done',
    none: 'Nothing found',
    noneText: 'Try other days or fewer conditions. Only cases that you may see are listed.',
    at: 'When',
    who: 'Who',
    what: 'What',
    case: 'Case',
    outcome: 'Outcome and opinion',
    held: 'Took'
  },
  holding: {
    about: 'Times are working hours; who is late most comes first.',
    none: 'Nobody has work in hand',
    noneText: 'Try another unit or process.',
    who: 'Person',
    unit: 'Unit',
    open: 'In hand',
    late: 'Late',
    lateCount: '{count} late',
    oldest: 'Oldest since',
    done: 'Done',
    mean: 'Mean time',
    hours: '{count} h'
  },
  story: { none: 'Nothing recorded yet.', seq: 'Entry {seq}' },
  records: {
    about: 'Each entry holds the check value of the one before it: a change to one breaks all that follow. Export for the whole content.',
    seq: 'No.',
    at: 'When',
    who: 'Who',
    changes: 'Changes',
    count: '{count} changes',
    previous: 'Check value before',
    hash: 'Check value'
  },
  past: {
    about: 'The case is worked out from its first entry to the chosen one: this is how it was at that moment.',
    earlier: 'Earlier',
    later: 'Later',
    slider: 'Choose the moment',
    entry: 'Entry {seq} of {count}',
    current: 'Steps that waited then',
    nothing: 'Nothing waited then.',
    values: 'Content then'
  },
  verify: {
    button: 'Verify the record',
    holds: 'The record is whole and unchanged',
    broken: 'The record does not hold: touch nothing and tell the audit administrator',
    entries: '{count} entries were verified.',
    right: 'holds',
    wrong: 'does not hold',
    entry: 'Entry {seq}:',
    head: 'Check value of the last entry:',
    headWhy: 'Write this value down and compare it next time: one changed character before it changes it.'
  },
  export: { table: 'Export table', records: 'Export records' }
}

// The words of watching in English.
export default {
  about: 'Where the cases of a process stand, what is late, what is stuck. Counts refresh every few seconds.',
  process: 'Process',
  disabled: '{name} (disabled)',
  noProcess: 'No process is deployed yet',
  noProcessText: 'A designer deploys one on the Design page.',
  counts: 'Cases by state',
  oldest: 'Oldest open case since',
  find: 'Title or number',
  search: 'Find',
  comma: ', ',
  system: 'the system',
  tab: { cases: 'Cases', incidents: 'Stuck' },
  badge: { late: '{count} late', stuck: '{count} stuck' },
  cases: {
    none: 'No such case',
    noneText: 'Try another state or other words.',
    title: 'Case',
    state: 'State',
    step: 'Step',
    deadline: 'Deadline',
    unit: 'Unit',
    started: 'Started'
  },
  incidents: {
    none: 'Nothing is stuck.',
    about: 'The process waits here for somebody: mend the cause and try again, and the case goes on from there.',
    retry: 'Try again ({count})',
    retried: '{count} tried again.',
    someRefused: '{count} could not be tried again; somebody may have been faster. See the fresh list.'
  },
  action: { suspend: 'Hold up', resume: 'Go on', cancel: 'End the case' },
  why: {
    suspend: 'Its tasks cannot be done until it goes on; deadlines follow the rule of the process.',
    resume: 'The case goes on where it was held up.',
    cancel: 'The case ends and its open tasks are withdrawn. The whole record stays.'
  },
  done: { suspend: 'Held up.', resume: 'Goes on.', cancel: 'Ended.' },
  reason: 'Reason (required, kept in the record)',
  reasonMissing: 'Please give the reason.',
  toRecord: 'See the record',
  startedBy: 'Started by {name}',
  ended: 'ended',
  open: 'Steps that wait',
  nothingOpen: 'Nothing waits.',
  unclaimed: 'not claimed',
  since: 'since',
  called: 'Cases that it called',
  content: 'Content',
  values: {
    none: 'No content.',
    whole: 'The whole case',
    masked: '(protected: only who handles it may read it)',
    empty: '(empty)',
    yes: 'yes',
    no: 'no',
    comma: ', ',
    deeper: '(deeper levels: see the export)'
  }
}

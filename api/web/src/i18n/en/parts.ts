// English of the shared parts.
export default {
  loading: 'Opening…',
  none: 'none',
  nobody: 'nobody yet',
  deadline: {
    none: 'no deadline',
    late: '{days} working days late',
    lateNow: 'late',
    today: 'due today',
    left: '{days} working days left',
    due: 'due {time}'
  },
  state: { active: 'running', suspended: 'suspended', completed: 'closed', cancelled: 'withdrawn', failed: 'failed' },
  time: {
    now: 'just now',
    minutes: '{count} minutes ago',
    hours: '{count} hours ago'
  },
  person: { pick: 'Type a name', none: 'Nobody found', failed: 'The search failed, try again' },
  unit: { pick: 'Choose a unit', none: 'No such unit' },
  diagram: {
    label: 'Diagram of {name}',
    fit: 'Show all',
    larger: 'Larger',
    smaller: 'Smaller',
    failed: 'The diagram cannot be drawn.'
  },
  more: 'Show more',
  all: 'That is all',
  cancel: 'Cancel',
  sure: 'OK'
}

// English of the designer's pages.
export default {
  groups: {
    general: 'Name and explanation', process: 'Process', starters: 'Who may start', people: 'Who handles it',
    form: 'Form', work: 'What the handler gives', deadline: 'Deadline and reminders', loop: 'Several handlers, votes',
    condition: 'When this way is taken', timer: 'Time', message: 'Message', signal: 'Signal', error: 'Error',
    escalation: 'Escalation', call: 'Called process', decision: 'Decision table', job: 'Handed to a program',
    script: 'Computation', mapping: 'Data in and out', more: 'More', next: 'Choose and continue',
    conditional: 'Condition', link: 'Link', compensation: 'What is undone', complex: 'When it goes', adHoc: 'Ad-hoc work', repeat: 'Repetition'
  },
  panel: {
    label: 'Settings of what is selected', nothing: 'Select a step, a line or the empty ground to set it up here.',
    choose: 'Please choose', binding: 'Which version', bound: 'The one deployed with the process',
    latest: 'The newest each time', resultVariable: 'Keep the result as', seldom: 'Seldom needed', value: 'Value',
    toComputed: 'Compute it', toFixed: 'Fixed value', turnHint: 'Switch between a fixed and a computed value',
    dropRow: 'Remove row {number}'
  },
  general: {
    name: 'Name', about: 'Explanation', aboutHint: 'For handlers and for whoever changes the diagram later.'
  },
  process: {
    category: 'Group', categoryHint: 'The start page lists processes by group.', calendar: 'Working calendar',
    noCalendar: 'None: plain days', title: 'Title of a case',
    titleHint: 'What lists show, made of the start form\'s data. The process\'s name if empty.',
    businessKey: 'Case number', businessKeyHint: 'caseSerial is the running number of this process in this year.',
    versionTag: 'Name of this version', versionTagHint: 'Other processes call a fixed version by this name.',
    variables: 'Declared names', variable: 'Name', addVariable: 'Add a name', unit: 'Unit of a case',
    unitHint: 'Decides which units see the case, for example community.', line: 'Line of a case',
    lineHint: 'Decides which line\'s departments see the case.', withdrawBy: 'Who began a case may withdraw it',
    withdraw: 'On withdrawal', withdrawPlain: 'The case ends at once',
    withdrawHint: 'With a message, the diagram handles the withdrawal where it waits for it.',
    initiatorMessages: 'Messages that who began a case may send',
    initiatorMessagesHint: 'Names of messages, separated by commas.',
    protect: 'Only those who take part may read "{name}"', protectHint: 'Others see asterisks; reading is recorded.'
  },
  people: {
    kind: 'Who gets it',
    kinds: {
      role: 'A role in a unit', head: 'The head of a unit', 'head-above': 'The head of a unit above',
      department: 'The department of a line', initiator: 'Who started the case', 'who-did': 'Who did a step before',
      supervision: 'Supervision groups without the owner\'s own people', person: 'One person',
      candidates: 'Some people'
    },
    parameters: {
      role: 'Role', unit: 'Which unit', person: 'Which person', people: 'Which people', line: 'Which line',
      level: 'Which level'
    },
    unitHint: 'Usually from the data, for example the form\'s community.',
    levels: {
      district: 'District', street: 'Street', community: 'Community'
    },
    levelsUp: 'How many levels up', step: 'Which step', whenEmpty: 'If nobody is found',
    empties: {
      incident: 'Stop and report an incident', head: 'Give it to the unit\'s head',
      administrator: 'Give it to the system administrator'
    },
    headsUnit: 'The head of which unit'
  },
  form: {
    ref: 'Which form', none: 'No form', unknown: 'This form is not deployed yet, so its fields are not known.',
    access: 'What may be done with each field at this step', field: 'Field', may: 'Access', required: 'Required',
    accessOf: 'Access to {field}', requiredOf: '{field} is required', asForm: 'As the form says',
    kinds: {
      editable: 'Editable', readonly: 'Read only', hidden: 'Hidden'
    }
  },
  work: {
    outcomes: 'Outcomes to choose from', outcomesHint: 'Separated by commas; each is a button.',
    outcomesExample: 'agree, disagree', outcomeVariable: 'Keep the outcome as',
    outcomeVariableHint: 'Gateways behind it decide by this name.', opinion: 'Opinion',
    opinions: {
      optional: 'Optional', required: 'Required', none: 'None'
    },
    attachmentsMin: 'Attachments at least', priority: 'Priority', priorityHint: '0 to 100; higher comes first.'
  },
  deadline: {
    mode: 'Deadline',
    modes: {
      none: 'None', duration: 'Within a time', due: 'At a moment'
    },
    duration: 'How long', due: 'Until when', dueHint: 'Computes a date and time.', calendar: 'By which calendar',
    asProcess: 'The process\'s', addBefore: 'Add: remind a day before', addDue: 'Add: tell when it is overdue',
    made: {
      beforeEvent: 'Due soon', beforeTask: 'Remind',
      beforeText: 'A task of yours is due soon. Please handle it in time.', dueEvent: 'Overdue',
      dueTask: 'Tell that it is overdue', dueText: 'A task is overdue. Please see to it.'
    }
  },
  period: {
    days: 'days', hours: 'hours', minutes: 'minutes', weeks: 'weeks', months: 'months',
    working: {
      days: 'working days', hours: 'working hours'
    },
    after: 'after', before: 'before', direction: 'Before or after', amount: 'Amount', unit: 'Unit',
    isoHint: 'Like P3D (3 days) or PT2H (2 hours).'
  },
  rule: {
    condition: 'When this is true', conditionHint: 'Checked whenever a datum it reads is written; occurs as it turns true.',
    link: 'Name of the link', linkHint: 'A pair of links of one name is like a flow.', undo: 'Which step is undone',
    undoAll: 'All that was done on this level', activation: 'Goes when',
    activationHint: 'activationCount counts the ways that have come, for example activationCount >= 2.', order: 'Order',
    completion: 'Complete when', cancelRest: 'What remains is cancelled then', repeat: 'This step is repeated',
    repeatHint: 'Done again as long as the condition is true.', again: 'Done again when', testBefore: 'Ask before the first time',
    most: 'At most how often',
    orders: {
      Parallel: 'Several at a time', Sequential: 'One at a time'
    }
  },
  loop: {
    on: 'Done once for each of several', onHint: 'For example a joint signature, or one for each assisting unit.',
    collection: 'For each of this list', collectionHint: 'Computes a list, for example of roles or units.',
    elementVariable: 'The name of the one at hand', elementVariableHint: 'The people\'s settings may use this name.',
    order: 'Order',
    orders: {
      parallel: 'At the same time', sequential: 'One after the other'
    },
    cardinality: 'Without a list: how many', completion: 'Ends early when', outputCollection: 'Gather results as',
    outputElement: 'Result of each'
  },
  vote: {
    pass: 'When the vote passes', none: 'No vote: all must be done',
    rules: {
      all: 'All agree', majority: 'More than half agree', any: 'One agrees', rule: 'A rule of one\'s own'
    },
    rule: 'Rule', ruleHint: 'Over pass, reject, abstain and all.', variable: 'Keep the result as',
    variableHint: 'Holds result and the counts.', passOutcomes: 'Outcomes that agree',
    passOutcomesHint: 'The first outcome if empty.', abstainOutcomes: 'Outcomes that abstain',
    early: 'End as soon as the result is certain'
  },
  condition: {
    default: 'In all other cases', defaultHint: 'Each gateway should have one.', when: 'When',
    whenHint: 'For example grade = "high"'
  },
  timer: {
    kind: 'When',
    kinds: {
      timeDuration: 'After a time', timeDate: 'At a moment', timeCycle: 'Again and again'
    },
    duration: 'How long', date: 'Moment', dateHint: 'Computes a date and time.', cycle: 'How often',
    cycleHint: 'For example R/P1D (daily) or R3/P7D (three weeks).', calendar: 'How time counts', plain: 'Plain time',
    processCalendar: 'The process\'s calendar', base: 'Counted from',
    baseHint: 'On a task, dueDate counts from its due moment. From the beginning of the wait if empty.'
  },
  named: {
    message: 'Which message', signal: 'Which signal', error: 'Which error', escalation: 'Which escalation',
    any: 'Any error', name: 'Name', code: 'Code', freshName: 'New name', make: 'Create', key: 'Delivered by',
    keyHint: 'By the case number if empty.', ttl: 'Kept for, if nobody waits', codeVariable: 'Keep the code as',
    messageVariable: 'Keep the message as'
  },
  call: {
    process: 'Which process',
    bindings: {
      latest: 'The newest at that time', deployment: 'The one deployed with this process',
      versionTag: 'The one of this version name'
    },
    businessKey: 'Case number of the called process', businessKeyHint: 'By its own rule if empty.',
    inputs: 'Hand over all data', outputs: 'Take all data back'
  },
  decision: {
    ref: 'Which table', none: 'No table'
  },
  job: {
    kind: 'What', none: 'Please choose',
    kinds: {
      notice: 'Notify people', program: 'Hand to a program of others'
    },
    to: 'To whom', toHint: 'A person or a list of people, for example initiator.', text: 'Text',
    textHint: 'Compute it to put in the case\'s data.', topic: 'Topic', topicHint: 'Programs fetch jobs by topic.',
    headers: 'Headers', addHeader: 'Add one', retries: 'Retries', backoff: 'Wait between retries'
  },
  script: {
    text: 'What is computed'
  },
  mapping: {
    inputs: 'In: data for this step', outputs: 'Out: data written back', target: 'Name', add: 'Add one'
  },
  starters: {
    all: 'Now everybody may start it. Choose roles to restrict it to them.',
    some: 'Only the roles chosen below may start it.', roles: 'Roles, separated by commas'
  },
  more: {
    id: 'Name in the file', idHint: 'Scenario tests refer to the step by it. Seldom changed.',
    idForm: 'Begin with a letter; letters, digits, dots and dashes only.',
    idTaken: 'The diagram has this name already.', interrupts: 'Interrupts the step',
    interruptsHint: 'If not, the step goes on.', foreign: '{count} settings of other tools are kept as they are.'
  },
  feel: {
    mark: 'computed', offers: 'Names that fit',
    notChecked: 'Cannot be checked at the moment; it is checked before deployment.'
  },
  check: {
    label: 'Findings', checking: 'Checking…', failed: 'Not checked.', again: 'Check again',
    fine: 'Nothing found; it cannot get stuck.',
    fineUnknown: 'Nothing found; too large to tell whether it can get stuck.',
    found: '{errors} errors, {warnings} warnings', error: 'Error', warning: 'Warning',
    badgeErrors: '{count} errors, show', badgeWarnings: '{count} warnings, show', fineFile: 'Nothing found.'
  },
  editor: {
    untitled: 'Untitled', back: 'Back to design', board: 'Diagram of {name}', from: 'from version {version}',
    fresh: 'new, not deployed', draftOf: 'draft of {time}',
    save: {
      waiting: 'changed…', saving: 'keeping the draft…', saved: 'draft kept {time}',
      local: 'draft kept in this browser {time}', failed: 'draft not kept'
    },
    failed: 'Cannot be opened.', undo: 'Undo', redo: 'Redo', fit: 'Show all', find: 'Find', simulate: 'Walk through',
    simulateEnd: 'End the walk', scenarios: 'Scenarios', panel: 'Settings', discard: 'Discard draft',
    discardSure: 'Discard the draft and return to what is deployed?', deploy: 'Deploy', unnamed: 'unnamed {kind}'
  },
  deploy: {
    title: 'Deploy {name}', about: 'New cases take the new version; running ones stay on theirs.',
    along: '{count} forms and tables that it uses go along.', note: 'What has changed',
    notePlaceholder: 'For example: added a check by the street',
    noteMissing: 'Please say what has changed; it is shown with the version.', show: 'Show where', now: 'Deploy',
    done: 'The new version is deployed.',
    overtaken: 'You changed version {base}, but version {newest} is in use by now. Deploying hides the others\' changes; look at the versions first.',
    alongUsers: 'The processes that use it go along with their forms and tables ({count} files), so that new cases use it.'
  },
  list: {
    about: 'Processes, tables, forms and calendars are changed here and deployed without a stop.', kinds: 'Kinds',
    kind: {
      processes: 'Processes', decisions: 'Decision tables', forms: 'Forms', calendars: 'Calendars'
    },
    new: {
      processes: 'New process', decisions: 'New decision table', forms: 'New form'
    },
    search: 'Search by name', noneFound: 'Nothing found', noneFoundText: 'Try another word.',
    empty: 'Nothing here yet', emptyText: 'Begin with the button above.', name: 'Name', version: 'Version',
    state: 'State', acts: 'Actions', number: 'version {version}', never: 'never deployed', draft: 'draft',
    enabled: 'enabled', disabled: 'disabled', edit: 'Edit', view: 'View', versions: 'Versions',
    versionsOf: 'Versions of {name}'
  },
  versions: {
    title: 'Versions of {name}', when: 'Deployed', who: 'By', note: 'Note', restore: 'Edit from this one',
    enable: 'Enable', disable: 'Disable', enabled: 'Version {version} is enabled.',
    disabled: 'Version {version} is disabled; no new cases.',
    about: 'Disabling stops new cases only; they take the newest enabled version.',
    replaceDraft: 'You have a draft that is not deployed; it would be replaced. Go on?'
  },
  new: {
    name: 'Name', model: 'Begin with', blank: 'Nothing', key: 'Name in the file',
    keyHint: 'Seldom needed. Cannot be changed once deployed.',
    keyForm: 'The name in the file begins with a letter; letters, digits, dots and dashes only.',
    keyTaken: 'This name is taken.', nameMissing: 'Please give it a name.', begin: 'Begin', start: 'Start',
    step: 'Handle', end: 'Done', input: 'Input', output: 'Output', field: 'Subject'
  },
  scenario: {
    title: 'Scenario tests',
    about: 'Say who does what when and what must hold; it runs on what is drawn now, on virtual time. No case begins.',
    text: 'Scenario', run: 'Run', running: 'Running…', again: 'Start over',
    firstName: 'From the start to the first step', result: '{passed} of {all} scenarios passed', ok: 'holds',
    notOk: 'does not hold', line: 'Line {line}: {message}', open: 'Open a scenario file'
  },
  trial: {
    title: 'Trial run',
    about: 'Fill in the inputs to see what the table as drawn answers. What is in use is not touched.',
    noInputs: 'This table needs no input.', run: 'Try', answer: 'Answer', noRule: 'No rule matched.',
    rule: '{table}: rule {number} matched', nothing: 'nothing', yes: 'yes', no: 'no', and: ', ', unset: 'not given'
  },
  decisionEditor: {
    drd: 'All decisions', views: 'Which one'
  },
  formEditor: {
    title: 'Name of the form', preview: 'Preview', previewAbout: 'What handlers see. Try to fill it in.',
    try: 'Check what is filled in', fine: 'Everything is filled in rightly.',
    notFine: 'Something is not filled in rightly.'
  },
  next: {
    choose: 'Selected', task: 'Add a task behind', gateway: 'Add a choice behind', parallel: 'Add a split behind',
    end: 'Add an end behind', remove: 'Remove'
  }
}

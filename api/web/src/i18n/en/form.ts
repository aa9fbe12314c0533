// English of forms.
export default {
  required: '(required)',
  yes: 'yes',
  no: 'no',
  comma: ', ',
  nothing: 'not filled in',
  choose: 'Please choose',
  faults: '{count} entries need to be corrected; see what is marked below.',
  row: 'Entry {number}',
  addRow: 'Add an entry',
  removeRow: 'Remove entry {number}',
  file: 'File {number}',
  addFile: 'Choose files',
  takePhoto: 'Take a photo',
  chooseFor: 'Choose files for "{label}"',
  photoFor: 'Take a photo for "{label}"',
  removeFile: 'Take away "{name}"',
  uploading: 'Uploading "{name}"…',
  uploadFailed: '"{name}" was not uploaded: {why}',
  fileRefused: {
    empty: '"{name}" is empty and was not uploaded.',
    large: '"{name}" is larger than {most} MB and was not uploaded. Please make it smaller.',
    type: 'Files like "{name}" are not taken here; it was not uploaded.'
  },
  fault: {
    missing: 'Please fill this in.',
    notChosen: 'Please choose.',
    noFile: 'Please add a file.',
    unchecked: 'This must be ticked to go on.',
    tooShort: 'At least {least} characters; now {length}.',
    tooLong: 'At most {most} characters; now {length}.',
    email: "Please enter an e-mail address such as name{'@'}example.cn.",
    phone: 'Please enter a telephone number.',
    pattern: 'The format is wrong.',
    number: 'Please enter a number.',
    tooSmall: 'Not less than {least}.',
    tooLarge: 'Not more than {most}.',
    digits: 'At most {most} decimal places.',
    option: 'Not one of the options; please choose again.',
    oneFile: 'Only one file.'
  }
}

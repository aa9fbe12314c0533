// Decides what a new form begins with: one field; or a copy of another under a new name.
import type { Source } from '../editor/source'

/** A new source; the file is named by its key. Rejects (throws) when the model is no JSON. */
export function newForm(key: string, name: string, label: string, model?: Source): Source {
  const first = { type: 'textfield', id: 'field-1', key: 'subject', label, validate: { required: true } }
  const old = model ? (JSON.parse(model.text) as Record<string, unknown>) : { type: 'default', schemaVersion: 19, components: [first] }
  const schema = { ...old, id: key, title: name || key }
  return { text: `${JSON.stringify(schema, null, 2)}\n`, file: `${key}.form`, base: 0 }
}

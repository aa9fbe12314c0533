// What every input of a form is given.
import type { Faults } from '../check'
import type { Field } from '../schema'
import type { Values } from '../values'

export interface InputProps {
  id: string
  field: Field
  value: unknown
  scope: Values
  pointer: string
  faults: Faults
  required: boolean
  /** Ids of description and fault. */
  described?: string
  invalid: boolean
}

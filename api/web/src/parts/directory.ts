// Decides under which name people and units stand whose id a form's value holds. Fetched once, when first needed.
import { shallowRef } from 'vue'
import { get } from '@/api/client'

export interface Unit {
  id: string
  name: string
  parent?: string
  kindName?: string
}

interface Directory {
  units: Map<string, Unit>
  people: Map<string, { id: string; name: string; unitName?: string }>
}

const known = shallowRef<Directory>()
let asked: Promise<void> | undefined

async function ask(): Promise<void> {
  try {
    const org = await get<{ units: Unit[]; people: { id: string; name: string; unitName?: string }[] }>('/org')
    known.value = {
      units: new Map(org.units.map((unit) => [unit.id, unit])),
      people: new Map(org.people.map((person) => [person.id, person]))
    }
  } catch {
    asked = undefined // The next one that needs it asks again.
  }
}

/** Starts fetching; what is computed from the names below follows when they are there. */
export function needDirectory(): void {
  asked ??= ask()
}

/** "" while the name is not known: an id is never shown. */
export function personName(id: string): string {
  return known.value?.people.get(id)?.name ?? ''
}

export function unitName(id: string): string {
  return known.value?.units.get(id)?.name ?? ''
}

export interface UnitChoice {
  id: string
  label: string
}

/** Every unit with what it lies in before its name, so that two of one name can be told apart. */
export function unitChoices(): UnitChoice[] {
  const units = known.value?.units
  if (!units) return []
  return [...units.values()].map((unit) => {
    const above = unit.parent ? units.get(unit.parent)?.name : undefined
    return { id: unit.id, label: above ? `${above} / ${unit.name}` : unit.name }
  })
}

// Decides what a dialogue does when it saves: busy meanwhile, problems at their fields, the rest in words at the top.
import { ref, shallowRef } from 'vue'
import { tellDone, tellProblem } from '@/app/notice'
import { asProblem } from '@/api/problem'

export function useSaving(done: () => void) {
  const isBusy = ref(false)
  const faults = shallowRef<Record<string, string>>({})

  /** Runs `act`; on success says `words` and calls done. Field problems are kept by the last part of their pointer. */
  async function save(act: () => Promise<unknown>, words: string): Promise<void> {
    isBusy.value = true
    faults.value = {}
    try {
      await act()
      tellDone(words)
      done()
    } catch (error) {
      const problem = asProblem(error)
      faults.value = Object.fromEntries(problem.errors.map((one) => [one.pointer.split('/').pop() ?? '', one.message]))
      if (problem.errors.length === 0) tellProblem(error)
    } finally {
      isBusy.value = false
    }
  }

  return { isBusy, faults, save }
}

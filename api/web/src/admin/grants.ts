// Decides how the permission table is shown and changed: for each action of a role one reach, or none.
import type { Policy } from './api'

export type Grants = Record<string, string>

export function grantsOf(policy: Policy, role: string): Grants {
  const found = policy.roles.find((one) => one.role === role)
  return Object.fromEntries((found?.grants ?? []).map((grant) => [grant.action, grant.scope]))
}

/** In the order of the policy's actions; an action without reach is not granted. */
export function listOf(policy: Policy, grants: Grants): { action: string; scope: string }[] {
  return policy.actions
    .map((one) => ({ action: one.action, scope: grants[one.action] ?? '' }))
    .filter((grant) => grant.scope !== '')
}

/** Names of the actions whose reach differs, so that one sees what one is about to save. */
export function changesOf(policy: Policy, role: string, grants: Grants): string[] {
  const before = grantsOf(policy, role)
  return policy.actions.filter((one) => (before[one.action] ?? '') !== (grants[one.action] ?? '')).map((one) => one.name)
}

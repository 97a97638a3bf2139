import type { RunHeader } from '../../plan/header.ts'

/** The target of a run by who computes: this process's machine, a server on it, or somebody else. */
export type TargetPlace = 'host' | 'server-here' | 'elsewhere'

/**
 * The place a run's tokens are made in. A server on this machine is one of the "other processes" that the
 * conditions count; of one elsewhere, this machine is only what makes the load.
 */
export function targetPlace({ facts }: Pick<RunHeader, 'facts'>): TargetPlace {
  const { kind, spec } = facts.target
  if (kind === 'model') return 'host'
  return facts.local || isLoopback(spec) ? 'server-here' : 'elsewhere'
}

function isLoopback(spec: string): boolean {
  const host = URL.canParse(spec) ? new URL(spec).hostname : ''
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

import { readdirSync } from 'node:fs'
import { LlmBenchError } from '../errors.ts'
import { differingFields, fieldsUnknownTo } from '../machine/facts/fingerprint.ts'
import type { Fingerprint } from '../record/environment.ts'
import { readBaselineFile } from './baseline-file.ts'
import type { BaselineFile, BaselineRun } from '../record/baseline.ts'
import { baselinePath, baselineRoot, saveCommand } from './baseline-path.ts'

/** No baseline that fits: why in a few words, and the error of who cannot do without. */
export interface MissingBaseline {
  readonly state: 'missing'
  readonly why: string
  /** `baseline-missing` where there is none, `baseline-incompatible` where there is one of other fingerprints only. */
  readonly error: LlmBenchError
}

/** A run found in a baseline. */
export interface FoundBaseline {
  readonly state: 'found'
  readonly run: BaselineRun
  readonly fingerprint: Fingerprint
  /** The deciding fields in which it differs from the asked fingerprint; empty for the same one. */
  readonly differing: readonly string[]
  /** Deciding fields that the baseline does not know, for an earlier release saved it; empty for one that knows all. */
  readonly unknown: readonly string[]
  readonly path: string
}

/**
 * The run of a key in a baseline.
 *
 * @param which `same`: of exactly this fingerprint; `any`: else of the one that differs least, the
 * newest of several. One of an earlier release that does not know a field, and differs in nothing else, is the same.
 * @throws LlmBenchError `baseline-incompatible` where its file is damaged
 */
export function readBaseline(
  root: string,
  name: string,
  key: string,
  fingerprint: Fingerprint,
  which: 'same' | 'any' = 'same',
): FoundBaseline | MissingBaseline {
  const path = baselinePath(root, fingerprint.hash, name)
  const own = readBaselineFile(path)
  const run = own?.runs.find((candidate) => candidate.key === key)
  if (own !== null && run !== undefined)
    return { state: 'found', run, fingerprint: own.fingerprint, differing: [], unknown: [], path }
  const [nearest] = others(root, name, key, fingerprint)
  if (nearest === undefined) {
    return { state: 'missing', why: 'none of this bench was saved yet', error: missing(name, key, own, root) }
  }
  if (which === 'any') return nearest
  if (nearest.unknown.length > 0) return { ...nearest, differing: [] }
  const differing = nearest.differing.join('; ')
  return {
    state: 'missing',
    why: `saved with another fingerprint, ${differing}: save one here with ${saveCommand}`,
    error: new LlmBenchError(
      'baseline-incompatible',
      `baseline "${name}" of "${key}" was saved with another fingerprint: ${differing}; ` +
        `save one here with ${saveCommand}, or compare all the same with { fingerprint: 'any' }`,
    ),
  }
}

/** The run in the baselines of other fingerprints: those that differ least first, then the newest. */
function others(root: string, name: string, key: string, fingerprint: Fingerprint): FoundBaseline[] {
  const found: FoundBaseline[] = []
  for (const folder of foldersOf(baselineRoot(root))) {
    const path = baselinePath(root, folder, name)
    const file = folder === fingerprint.hash ? null : readable(path)
    const run = file?.runs.find((candidate) => candidate.key === key)
    if (file === null || run === undefined) continue
    found.push({
      state: 'found',
      run,
      fingerprint: file.fingerprint,
      differing: differingFields(fingerprint, file.fingerprint),
      unknown: fieldsUnknownTo(fingerprint, file.fingerprint) ?? [],
      path,
    })
  }
  return found.toSorted(
    (one, other) =>
      one.differing.length - other.differing.length || Date.parse(other.run.savedAt) - Date.parse(one.run.savedAt),
  )
}

function missing(name: string, key: string, file: BaselineFile | null, root: string): LlmBenchError {
  const known = file?.runs.map((run) => `"${run.key}"`) ?? []
  const more = known.length > 3 ? ` and ${known.length - 3} more` : ''
  const has =
    known.length === 0
      ? ` in ${baselineRoot(root)}`
      : `; of this fingerprint it has ${known.slice(0, 3).join(', ')}${more}`
  return new LlmBenchError(
    'baseline-missing',
    `there is no baseline "${name}" of "${key}"${has}: save one with ${saveCommand}`,
  )
}

function foldersOf(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .toSorted()
  } catch {
    return []
  }
}

/** A baseline's file; null where it is damaged, which is nobody's problem here: it is of another fingerprint. */
function readable(path: string): BaselineFile | null {
  try {
    return readBaselineFile(path)
  } catch {
    return null
  }
}

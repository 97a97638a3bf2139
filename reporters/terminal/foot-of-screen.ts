import type { Vitest } from 'vitest/node'
import { nameOf, optionsOf } from './reporter-entry.ts'

/** Reporters of Vitest that keep a window at the foot of a terminal, and put what others write above it. */
const withWindow: ReadonlySet<unknown> = new Set(['default', 'verbose', 'tree', 'dot'])

/** The streams and settings that {@link canDrawLive} looks at. */
export interface Screen {
  readonly config: Pick<Vitest['config'], 'reporters'>
  readonly output: { readonly isTTY?: boolean }
  readonly error: { readonly isTTY?: boolean }
  readonly isCi: boolean
}

/**
 * Whether a line that is drawn over and over at the foot of the screen stays apart from what others write: a window of
 * Vitest's takes care of it, or they write elsewhere. In CI there is nobody who watches.
 */
export function canDrawLive({ config, output, error, isCi }: Screen): boolean {
  if (error.isTTY !== true || isCi) return false
  return output.isTTY !== true || config.reporters.some(hasWindow)
}

function hasWindow(reporter: unknown): boolean {
  return withWindow.has(nameOf(reporter)) && optionsOf(reporter)['summary'] !== false
}

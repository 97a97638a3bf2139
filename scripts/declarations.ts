import { readFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { rolldown } from 'rolldown'
import { dts } from 'rolldown-plugin-dts'

/** One thing that users import, by the name they import it under. */
export interface DeclaredEntry {
  /** The key in package.json's `exports`, such as `./plugin`. */
  readonly name: string
  /** Its declarations, relative to the package: `dist/src/plugin.d.ts`. */
  readonly types: string
  /** Its code, relative to the package: `dist/src/plugin.js`. */
  readonly code: string
}

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>
}

/**
 * What package.json exports with types.
 *
 * @param root the package's folder
 */
export function declaredEntries(root: string): DeclaredEntry[] {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
  return Object.entries(exports).flatMap(([name, entry]) =>
    typeof entry === 'string' ? [] : { name, types: entry.types.slice(2), code: entry.default.slice(2) },
  )
}

/**
 * Bundles declarations: one file for each entry, at its path below dist, and what several of them
 * share in `types/`.
 *
 * @param root the package's folder
 * @param target folder that takes the place of dist
 */
export async function bundleDeclarations(
  root: string,
  entries: readonly DeclaredEntry[],
  target: string,
): Promise<void> {
  const names = entries.map(({ types }) => types.replace(/^dist\//, '').replace(/\.d\.ts$/, ''))
  const bundle = await rolldown({
    cwd: root,
    // Said on a busy machine only, among what a command prints.
    checks: { bundlerTimings: false },
    input: Object.fromEntries(names.map((name) => [name, join(root, `${name}.ts`)])),
    // Types of other packages stay theirs: a copy would be another type than the user's own.
    external: (id, importer) => importer !== undefined && !id.startsWith('.') && !isAbsolute(id),
    // A module that only augments Vitest's types exports nothing, and would be shaken off.
    plugins: [dts({ cwd: root, emitDtsOnly: true, generator: 'oxc', sideEffects: true })],
  })
  // Apart from the chunks of code: one of the same name would be taken for the types of that code.
  await bundle.write({ dir: target, format: 'esm', chunkFileNames: 'types/[name].js', minifyInternalExports: false })
  await bundle.close()
}

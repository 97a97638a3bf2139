import { join } from 'node:path'
import { execaSync } from 'execa'

/** The package as npm would publish it. */
export interface PackedPackage {
  /** Path of the tarball. */
  readonly tarball: string
  readonly files: readonly { readonly path: string }[]
  readonly unpackedSize: number
}

/**
 * Packs the package into a folder.
 *
 * @param options `asBuilt`: what stands in `dist` is packed as it is, else it is built before
 */
export function packInto(folder: string, options: { readonly asBuilt: boolean }): PackedPackage {
  const asBuilt = options.asBuilt ? ['--ignore-scripts'] : []
  // execa finds npm on Windows, too, where it is a script.
  const { stdout } = execaSync('npm', ['pack', '--json', ...asBuilt, '--pack-destination', folder], {
    stderr: 'inherit',
  })
  const [packed] = JSON.parse(stdout) as (Omit<PackedPackage, 'tarball'> & { readonly filename: string })[]
  if (packed === undefined) throw new Error('npm pack made no tarball')
  const { filename, files, unpackedSize } = packed
  return { tarball: join(folder, filename), files, unpackedSize }
}

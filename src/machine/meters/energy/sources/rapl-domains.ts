import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EnergyScope } from '../../../../record/energy.ts'
import { believedWatts } from './most-watts.ts'

/** Where Linux shows the counters of the processor's power domains. */
export const powercap = '/sys/class/powercap'

/** A domain of RAPL whose counter can be read. */
export interface RaplDomain {
  /** `package-0`, `dram-0`, `psys`. */
  readonly name: string
  readonly folder: string
  /** Joules at which its counter begins anew; null where it does not say. */
  readonly rangeJoules: number | null
  /** Most watts that it may draw, of all of its limits; null where it does not say. */
  readonly limitWatts: number | null
}

/** Domains that together are one scope, none of them a part of another. */
export interface RaplDomains {
  readonly scope: EnergyScope
  readonly domains: readonly RaplDomain[]
}

/**
 * The domains to read: the whole platform where there is one; else every package, and its memory where that is a
 * domain of its own. `core` and `uncore` are parts of their package, `intel-rapl-mmio` is the package once more.
 * @returns null where there is none, or none may be read
 */
export function raplDomains(root: string = powercap): RaplDomains | null {
  const folders = namesIn(root).filter((name) => /^intel-rapl:\d+(?::\d+)?$/u.test(name))
  const named = folders.flatMap((folder) => {
    const name = textIn(join(root, folder, 'name'))
    return name === null ? [] : [{ folder: join(root, folder), name, of: folder.split(':')[1] ?? '' }]
  })
  const platform = named.filter(({ name, folder }) => name === 'psys' && isReadable(folder))
  if (platform.length > 0) return { scope: 'system', domains: platform.map(domainOf) }
  const packages = named.filter(({ name }) => /^package-\d+/u.test(name))
  // A package that may not be read is missed, not left out.
  if (packages.length === 0 || !packages.every(({ folder }) => isReadable(folder))) return null
  const memory = named
    .filter(({ name, folder }) => name === 'dram' && isReadable(folder))
    .map(({ folder, of }) => ({ folder, name: `dram-${of}` }))
  return { scope: 'cpu', domains: [...packages, ...memory].map(domainOf) }
}

/** Joules that a domain has counted; null where that cannot be read, or is no number. */
export function raplJoules({ folder }: Pick<RaplDomain, 'folder'>): number | null {
  return microIn(join(folder, 'energy_uj'))
}

function domainOf({ folder, name }: { readonly folder: string; readonly name: string }): RaplDomain {
  const limits = namesIn(folder).filter((file) => /^constraint_\d_(?:power_limit|max_power)_uw$/u.test(file))
  const watts = limits.map((file) => believedWatts(microIn(join(folder, file))) ?? 0)
  const most = Math.max(0, ...watts)
  const range = microIn(join(folder, 'max_energy_range_uj'))
  return {
    name,
    folder,
    rangeJoules: range !== null && range > 0 ? range : null,
    limitWatts: most > 0 ? most : null,
  }
}

function isReadable(folder: string): boolean {
  return raplJoules({ folder }) !== null
}

function microIn(path: string): number | null {
  const text = textIn(path)
  return text !== null && /^\d{1,20}$/u.test(text) ? Number(text) / 1e6 : null
}

function textIn(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted()
  } catch {
    return []
  }
}

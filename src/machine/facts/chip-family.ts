import { appleFamily } from './tables/apple-chips.ts'

/** Families by what the names of their processors begin with, or have in them. */
const families: readonly (readonly [RegExp, string])[] = [
  [/\bXeon\b/u, 'Intel Xeon'],
  [/\bCore\b.*\bUltra\b/u, 'Intel Core Ultra'],
  [/\bIntel\b.*\bCore\b/u, 'Intel Core'],
  [/\bEPYC\b/u, 'AMD EPYC'],
  [/\bThreadripper\b/u, 'AMD Ryzen Threadripper'],
  [/\bRyzen\b/u, 'AMD Ryzen'],
  [/\bNeoverse\b/u, 'Arm Neoverse'],
  [/\bCortex\b/u, 'Arm Cortex'],
  [/\bSnapdragon\b/u, 'Qualcomm Snapdragon'],
]

/** Family of a processor by its name; null for one that is not known. */
export function chipFamily(name: string): string | null {
  return appleFamily(name) ?? families.find(([mark]) => mark.test(name))?.[1] ?? null
}

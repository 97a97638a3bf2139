import { readFileSync } from 'node:fs'
import { attempt } from '../probe.ts'

/**
 * Version of NVIDIA's kernel driver, from /proc/driver/nvidia/version:
 * `NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19 …`. Null where there is none.
 */
export function nvidiaDriver(path = '/proc/driver/nvidia/version'): string | null {
  const text = attempt(() => readFileSync(path, 'utf8')) ?? ''
  return /^NVRM version: .*? (\d{3,4}\.\d{1,4}(?:\.\d{1,4})?) /mu.exec(text)?.[1] ?? null
}

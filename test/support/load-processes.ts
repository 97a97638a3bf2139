import { readdirSync, readFileSync } from 'node:fs'
import type { Project } from './project.ts'

/** Processes whose command line holds every one of these texts (Linux: /proc). */
export function processesWith(...texts: readonly string[]): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const command = commandOf(pid)
      return texts.every((text) => command.includes(text))
    })
}

/** Ids of the load hosts of a project. */
export function loadHostsOf(project: Project): number[] {
  return processesWith('load-host', project.folder)
}

/** Waits until no process with these texts is left; gives those that are after 10 s. */
export async function remainingWith(...texts: readonly string[]): Promise<number[]> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const left = processesWith(...texts)
    if (left.length === 0 || Date.now() > deadline) return left
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Waits until no load host of a project is left. */
export async function remainingLoadHosts(project: Project): Promise<number[]> {
  return await remainingWith('load-host', project.folder)
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

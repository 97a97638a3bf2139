/** A tool in the place of another: prints what a piece of code says, for as long as its reader listens. */
export function fakeTool(code: string): [string, ...string[]] {
  return [process.execPath, '-e', code, '--']
}

/** Code that prints lines, the first at once, each so many milliseconds after the one before, over and over. */
export function printing(lines: readonly string[], everyMs: number, most = 1000): string {
  return `
    const lines = ${JSON.stringify(lines)}
    let count = 0
    const print = () => {
      if (count >= ${most}) process.exit(0)
      process.stdout.write(lines[count++ % lines.length] + '\\n')
    }
    print()
    setInterval(print, ${everyMs})
  `
}

/** Resolves when a process is gone, or rejects after five seconds. */
export async function gone(pid: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    // oxlint-disable-next-line no-await-in-loop -- it looks again
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`process ${pid} is still there`)
}

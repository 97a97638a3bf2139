import { Worker } from 'node:worker_threads'
import { builtFile } from '../package-root.ts'

/**
 * Ties this process to its parent: it ends when the IPC channel is lost, also in the middle of
 * native code that no event reaches. Ctrl-C reaches the whole process group, and the parent decides
 * what it means.
 */
export function outliveNobody(): void {
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  process.on('SIGINT', () => {})
  new Worker(builtFile('src/host/watchdog.js'), { workerData: { parent: process.ppid } }).unref()
}

/** Exit code of a process that SIGHUP ended, as shells count it. */
const hungUp = 129

/**
 * Has this process exit when its terminal is closed, so that its `exit` handlers run: by itself Node is ended
 * by SIGHUP on the spot, also under nohup. Leaves that to others who listen for the signal.
 * @returns takes that back
 */
export function exitWhenHungUp(): () => void {
  process.once('SIGHUP', exitAlone)
  return () => void process.off('SIGHUP', exitAlone)
}

function exitAlone(): void {
  if (process.listenerCount('SIGHUP') === 0) process.exit(hungUp)
}

/** Whether stdout takes colours: NO_COLOR and FORCE_COLOR first, then whether it is a terminal. */
export function useColor(): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  return FORCE_COLOR !== undefined && FORCE_COLOR !== '0' ? true : process.stdout.isTTY === true && !NO_COLOR;
}

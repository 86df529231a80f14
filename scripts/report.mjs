/** Prints the problems of a check, one a line, and sets the exit code. */
export function report(what, problems) {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.stdout.write(
    problems.length === 0 ? `${what}: fine\n` : `${what}: ${problems.length} problem(s)\n`,
  );
  if (problems.length > 0) process.exitCode = 1;
}

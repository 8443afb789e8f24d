const LONGEST_PATH = 1_024;

/** Whether a path stays below a skill's folder on every system: relative, `/` between parts, no `.` or `..`, no backslash, drive or NUL. */
export const isSafeSkillPath = (path: string): boolean => {
  if (
    path === '' ||
    path.length > LONGEST_PATH ||
    path.includes('\0') ||
    path.includes('\\') ||
    /^[A-Za-z]:/.test(path)
  )
    return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
};

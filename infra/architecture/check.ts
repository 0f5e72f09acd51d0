import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { cruise, type ICruiseOptions, type IForbiddenRuleType } from 'dependency-cruiser';

const root = resolve(import.meta.dirname, '../..');
const rules = createRequire(import.meta.url)('./rules.cjs') as {
  forbidden: IForbiddenRuleType[];
  options: ICruiseOptions;
};

/** An import that breaks a rule of `rules.cjs`. */
export type Violation = { readonly rule: string; readonly from: string; readonly to: string };

/**
 * Reads every import below the folders of `baseDir` and returns how many modules that was, and which imports break a
 * rule. Zero modules is a broken check, not a clean tree: the caller must look at the count.
 */
export async function checkArchitecture(
  folders: readonly string[] = ['packages', 'services', 'infra'],
  baseDir: string = root,
): Promise<{ modules: number; violations: readonly Violation[] }> {
  const { exclude, ...options } = rules.options;
  const result = await cruise([...folders], {
    ...options,
    // A fixture tree lies below `fixtures/` itself.
    ...(baseDir === root && exclude && { exclude }),
    baseDir,
    validate: true,
    ruleSet: { forbidden: rules.forbidden },
  });
  if (typeof result.output === 'string')
    throw new Error('dependency-cruiser gave text where facts were asked for');
  return {
    modules: result.output.summary.totalCruised,
    violations: result.output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}

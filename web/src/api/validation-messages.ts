import * as z from 'zod/mini';

// biome-ignore lint/suspicious/noExplicitAny: the raw issue is a union whose members carry different fields
function sentence(issue: any): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null || issue.input === '') return 'Fill this in';
      if (issue.expected === 'number' || issue.expected === 'int')
        return Number.isNaN(issue.input) ? 'Enter a number' : 'Enter a whole number';
      return 'This has the wrong form';
    case 'too_small':
      if (issue.origin === 'string')
        return issue.minimum <= 1 ? 'Fill this in' : `Use at least ${issue.minimum} characters`;
      if (issue.origin === 'array')
        return issue.minimum === 1 ? 'Choose at least one' : `Choose at least ${issue.minimum}`;
      return `Must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'string') return `Use at most ${issue.maximum} characters`;
      if (issue.origin === 'array') return `Choose at most ${issue.maximum}`;
      return `Must be at most ${issue.maximum}`;
    case 'invalid_value':
      return issue.input === undefined || issue.input === '' ? 'Choose one' : 'Choose one from the list';
    case 'invalid_format':
      return issue.input === '' ? 'Fill this in' : issue.format === 'date' ? 'Enter a date' : undefined;
    default:
      return undefined;
  }
}

/**
 * Sets up validation for the browser: sentences for people, and no generated code, which the Content-Security-Policy would refuse (and
 * report) on the first parse.
 */
export function configureValidation(): void {
  z.config({ jitless: true, customError: sentence, localeError: () => 'This is not valid' });
}

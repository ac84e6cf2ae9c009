const statuses: ReadonlyMap<string, number> = new Map(Object.entries({
  invalid_request_error: 400, authentication_error: 401, billing_error: 402, permission_error: 403, not_found_error: 404,
  conflict_error: 409, request_too_large: 413, rate_limit_error: 429, api_error: 500, timeout_error: 504, overloaded_error: 529,
}));

/** The status that the type of an error stands for, where it arrives inside a 200. */
export const statusOfType = (type: string): number | undefined => statuses.get(type);

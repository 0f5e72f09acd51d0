/** What is wrong with a partnership's terms, as they are stated and once more as they are published. */
export const termsRejections = {
  part_twice: 422,
  maximum_cost_missing: 422,
  purchase_is_separate: 422,
  rights_not_allowed: 422,
  phases_out_of_order: 422,
  deadline_past: 422,
  partners_increase: 422,
  several_partners_needed: 422,
  budgets_exceed_maximum: 422,
  value_too_low: 422,
} as const;

/** What a procedure may lack beside the case itself before it can be published. */
export const preparationRejections = {
  ...termsRejections,
  terms_missing: 422,
  contest_not_set_up: 422,
  system_not_found: 422,
  system_not_open: 409,
  nobody_admitted: 422,
  too_many_admitted: 422,
} as const;

// What the proof of "CE <= constant L_S" rests on: (2.5) and Cauchy-Schwarz over the samples,
//   CE <= (1/N) sum_n (R_n + sqrt2 d_n) <= ( || R ||_2 + sqrt2 || phi - phi~ ||_F ) / sqrt N.
// Constants best possible: equal samples that move along e_wrong - e_y with large losses.
#include "proofs-check/claims/review/states.hpp"

namespace lysep::review_d_corrected_claim {
namespace {

/// The logits may be equal: their size tells 0 = 0.
Sides bounded_by(const Network& t, const Ball& right) {
  return {t.CE(), right / sqrt(t.samples()), true, norm(t.phi) + norm(t.surrogate)};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "review-d-corrected";
  claim.source = "review";
  claim.equation = "(3.7)";
  claim.statement = "CE <= (||R||_2 + sqrt2 ||phi - phi~||_F) / sqrt N";
  claim.constant_is_best_possible = true;
  claim.generate = separation_instance;
  set_state(claim);
  set_sides<Network>(
      claim, [](const Instance& i) { return Network(*i.state); },
      [](const Network& t) { return bounded_by(t, norm(t.R) + root_two() * t.distance()); },
      {{"1 for sqrt2", [](const Network& t) { return bounded_by(t, norm(t.R) + t.distance()); }},
       {"1.41 for sqrt2", [](const Network& t) { return bounded_by(t, norm(t.R) + Ball(1.41) * t.distance()); }},
       {"without ||phi - phi~||", [](const Network& t) { return bounded_by(t, norm(t.R)); }},
       {"1/N for 1/sqrt N",
        [](const Network& t) { return bounded_by(t, (norm(t.R) + root_two() * t.distance()) / sqrt(t.samples())); }},
       {"the mean of R_n + sqrt2 d_n",
        [](const Network& t) {
          Ball sum = total(t.R);
          for (Index n = 0; n < t.N; ++n) sum += root_two() * t.distance(n);
          return bounded_by(t, sum / sqrt(t.samples()));
        },
        true}});
  return claim;
}

}  // namespace lysep::review_d_corrected_claim

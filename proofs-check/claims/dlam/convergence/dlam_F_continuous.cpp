// That F is continuous, from the proof of Lemma 2. FALSE: at a = h(z) + eps F is finite and at a = h(z) + eps + 1/k
// infinite; it is lower semicontinuous (dlam-F-continuous-corrected). Decided as: a point where F is finite has room
// around it, 0 < eps - |a - h(z)|. Witness: h = ReLU, z = 0, a = eps = 1.
#include "proofs-check/claims/dlam/formulation/monotone_activation.hpp"

namespace lysep::dlam_F_continuous_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : eps(i.ball("eps")) {
    const auto h = monotone_activation(i);
    if (!h || !(eps > Ball(0.0))) return;
    room = eps - abs(i.ball("a") - activation_value(*h, i.ball("z")));
    hypothesis = room >= Ball(0.0);
  }
  Ball eps, room = Ball(0.0);
  bool hypothesis = false;
  Sides some(const Ball& left) const { return hypothesis ? Sides{left, room} : hypothesis_not_met(); }
};

Instance instance_of_box(const char* family, double activation, double z, double a, double eps) {
  Instance instance;
  instance.family = family;
  instance.set("activation", activation);
  instance.set("z", z);
  instance.set("a", a);
  instance.set("eps", eps);
  return instance;
}

Instance generate(Draw& draw) {
  const double eps = draw.integer(1, 16) / 8.0, z = draw.integer(-16, 16) / 8.0;
  if (draw.chance(0.3)) {
    const double activation = draw.pick<double>({3, 4}), h = activation == 3 ? std::max(z, 0.0) : z;
    return instance_of_box("on a face", activation, z, h + draw.sign() * eps, eps);
  }
  Instance instance = instance_of_box("inside", draw_monotone_activation(draw), z, 0, eps);
  instance.set("a", activation_value(*monotone_activation(instance), z) + draw.symmetric(0.999) * eps);
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim =
      false_dlam_claim("dlam-F-continuous", "Lemma 2", "0 < eps - |a - h(z)| where F is finite: it is so nearby too",
                       [] { return instance_of_box("on a face", 3, 0, 1, 1); });
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity", "eps > 0", "|a - h(z)| <= eps"};
  claim.relation = Relation::less;
  claim.arrays = {activation_array(), {"z", "1", "z_l"}, {"a", "1", "a_l"}, {"eps", "1", "eps_l"}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.some(Ball(0.0)); },
      {{"0.1 eps < the room", [](const Terms& t) { return t.some(Ball(0.1) * t.eps); }},
       {"-1e-9 eps < the room", [](const Terms& t) { return t.some(Ball(-1e-9) * t.eps); }, true}});
  return claim;
}

}  // namespace lysep::dlam_F_continuous_claim

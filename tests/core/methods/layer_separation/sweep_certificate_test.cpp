#include "core/methods/layer_separation/sweep_certificate.hpp"

#include "core/methods/certificate_row.hpp"
#include "core/methods/layer_separation/layer_separation.hpp"
#include "tests/mp100.hpp"
#include "tests/thorough.hpp"

namespace lysep {
namespace {

using testing_support::circle_state;
using testing_support::convolutional_state;
using testing_support::infeasible_state;

/// S and CE at the exact doubles, in 100 digits.
struct Exact {
  mp100 S, CE, bound;
};

Exact exact_of(const State<double>& state, ThreadPool& pool) {
  const State<mp100> fine = state_of<mp100>(data_of(state));
  Exact exact{separation_loss(squared_norms(fine, pool)), mp100(0), mp100(0)};
  for (const Block<mp100>& block : fine.blocks) {
    Matrix<mp100> losses;
    cross_entropy(network_logits(fine.chain, block.X), block.labels, losses);
    exact.CE += sum_of(losses.data(), losses.size());
  }
  const mp100 N(static_cast<double>(fine.samples()));
  exact.CE /= N;
  exact.bound = best_constant(constants_of<mp100>(fine.chain.activation).B, fine.depth()) * sqrt(mp100(exact.S / N));
  return exact;
}

struct Tally {
  long updates = 0, undecided = 0;
  double widest = 0, widest_undecided = 0;  // of the enclosures, as a part of S
};

/// Certifies sweeps, each row against the state in 100 digits.
Tally certify(const StateData& start, const StepOptions& options, int sweeps, int threads = 1) {
  State<double> state = state_of<double>(start);
  ThreadPool pool(threads);
  LayerSeparation<double> algorithm(state, options, pool);
  SweepCertificate certificate(state, pool);
  Tally tally;
  for (int k = 0; k < sweeps; ++k) {
    std::vector<mp100> changes;
    std::vector<BlockUpdate<double>> updates;
    mp100 S = exact_of(state, pool).S;
    certificate.begin();
    algorithm.sweep([&](const BlockUpdate<double>& update) {
      certificate.after(update);
      updates.push_back(update);
      const mp100 after = exact_of(state, pool).S;
      changes.push_back(after - S);
      S = after;
    });
    const CertificateRows rows = certificate.finish();
    EXPECT_EQ(rows.size(), changes.size() + 2);
    for (std::size_t i = 0; i < changes.size() && i < rows.size(); ++i) {
      const CertificateRow& row = rows[i];
      EXPECT_LE(mp100(row.lo), changes[i]) << row.block << row.l << " sweep " << k;
      EXPECT_GE(mp100(row.hi), changes[i]) << row.block << row.l << " sweep " << k;
      EXPECT_EQ(row.l, updates[i].l);
      const BlockKind kind = updates[i].kind;
      EXPECT_EQ(row.block, kind == BlockKind::auxiliary ? "c" : kind == BlockKind::bias ? "b" : "W");
      EXPECT_EQ(row.verdict, row.hi < 0 ? "decrease" : row.lo > 0 ? "increase" : row.hi == 0 ? "equal" : "undecided");
      ++tally.updates;
      const double width = (row.hi - row.lo) / to_double(S);
      tally.widest = std::max(tally.widest, width);
      if (row.verdict != "undecided") continue;
      ++tally.undecided;
      tally.widest_undecided = std::max(tally.widest_undecided, width);
    }
    const Exact exact = exact_of(state, pool);
    const CertificateRow &CE = rows[rows.size() - 2], &bound = rows.back();
    EXPECT_EQ(CE.block + bound.block, "CEbound");
    EXPECT_TRUE(mp100(CE.lo) <= exact.CE && exact.CE <= mp100(CE.hi)) << k;
    EXPECT_TRUE(mp100(bound.lo) <= exact.bound && exact.bound <= mp100(bound.hi)) << k;
    EXPECT_LT((CE.hi - CE.lo) / CE.hi + (bound.hi - bound.lo) / bound.hi, 1e-5);
    EXPECT_EQ(CE.verdict, "holds");
    EXPECT_EQ(bound.verdict, "holds");
  }
  return tally;
}

TEST(SweepCertificate, EnclosesWhatEveryBlockDoesToSForEveryActivation) {
  for (int k = 0; k <= 4; ++k) {
    const Tally t = certify(circle_state(4, 4, 60, 1, {static_cast<Activation::Kind>(k)}), {}, 4, 2);
    EXPECT_LT(t.widest, 1e-9) << k;
    EXPECT_LE(t.undecided, t.updates / 20) << k;
  }
}

TEST(SweepCertificate, EnclosesUpdatesOfRunsWithResidualsUnderEveryRule) {
  StepOptions relaxed, own, frozen;
  relaxed.relaxation = 1.95;
  own.rule = StepRule::per_sample;
  frozen.frozen_layers = 2;
  for (const StepOptions& options : {StepOptions(), relaxed, own, frozen}) {
    const Tally t = certify(infeasible_state(5, 4, 60, 3, 0.3), options, 4);
    EXPECT_LT(t.widest, 1e-10);
    EXPECT_LE(t.undecided, 1);
  }
  EXPECT_EQ(certify(infeasible_state(2, 3, 1, 2, 0.1), {}, 3).updates, 3 * 4);
}

TEST(SweepCertificate, DecidesTheUpdatesOfADeepNetwork) {
  const Index depth = testing_support::thorough() ? 20 : 8;
  const Tally t = certify(circle_state(depth, 10, 20), {}, 2);
  EXPECT_EQ(t.updates, 2 * (3 * depth - 2));
  EXPECT_LE(t.undecided, t.updates / 3);  // many decreases of 1e-20 of S
  EXPECT_LT(t.widest_undecided, 1e-12);
}

TEST(SweepCertificate, EnclosesUpdatesOfConvolutions) {
  for (const Padding padding : {Padding::same, Padding::valid}) {
    const Tally t = certify(convolutional_state(2, 3, true, padding, 12), {}, 3);
    EXPECT_LT(t.widest, 1e-9);
    EXPECT_LE(t.undecided, t.updates / 4);
  }
}

/// An update that changes nothing is equal, and nothing else is.
TEST(SweepCertificate, CallsAnUpdateThatChangesNothingEqual) {
  State<double> state = state_of<double>(infeasible_state(3, 3, 20, 2, 0.3));
  ThreadPool pool(1);
  SweepCertificate certificate(state, pool);
  certificate.begin();
  for (const BlockKind kind : {BlockKind::output_weights, BlockKind::auxiliary, BlockKind::layer_weights}) {
    certificate.after({kind, kind == BlockKind::output_weights ? 3 : 2, 0});
  }
  state.chain.at(2).b(0) += 0.5;  // moves c_2, and S by far more than any rounding
  certificate.after({BlockKind::bias, 2, 0});
  const CertificateRows rows = certificate.finish();
  for (int i : {0, 1, 2}) EXPECT_EQ(rows[static_cast<std::size_t>(i)].verdict, "equal") << i;
  EXPECT_NE(rows[3].verdict, "equal");
}

/// The state of the certificate is that before the update, whatever was certified before.
TEST(SweepCertificate, BeginsEverySweepAnew) {
  const StateData start = infeasible_state(3, 3, 20, 2, 0.3);
  const auto last_sweep = [&](int uncertified) {
    State<double> state = state_of<double>(start);
    ThreadPool pool(1);
    LayerSeparation<double> algorithm(state, {}, pool);
    SweepCertificate certificate(state, pool);
    for (int k = 0; k < 3; ++k) {
      if (k == uncertified) {
        algorithm.sweep();
        continue;
      }
      certificate.begin();
      algorithm.sweep([&](const BlockUpdate<double>& update) { certificate.after(update); });
      if (k == 2) return certificate.finish();
      certificate.finish();
    }
    return CertificateRows();
  };
  const CertificateRows all = last_sweep(5), some = last_sweep(1);
  ASSERT_EQ(all.size(), some.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i].lo, some[i].lo);
    EXPECT_EQ(all[i].hi, some[i].hi);
  }
}

TEST(SweepCertificate, ThreadsAndObservationChangeNoBit) {
  const StateData start = circle_state(4, 4, 700);
  const auto trained = [&](bool certified, int threads, CertificateRows* rows) {
    State<double> state = state_of<double>(start);
    ThreadPool pool(threads);
    LayerSeparation<double> algorithm(state, {}, pool);
    SweepCertificate certificate(state, pool);
    for (int k = 0; k < 4; ++k) {
      certificate.begin();
      algorithm.sweep(certified ? Observer<double>([&](const auto& update) { certificate.after(update); }) : nullptr);
      if (certified) *rows = certificate.finish();
    }
    return hash_of(data_of(state));
  };
  CertificateRows one, two;
  const auto plain = trained(false, 1, nullptr);
  EXPECT_EQ(trained(true, 1, &one), plain);
  EXPECT_EQ(trained(true, 3, &two), plain);
  for (std::size_t i = 0; i < one.size(); ++i) EXPECT_TRUE(one[i].lo == two[i].lo && one[i].hi == two[i].hi) << i;
}

TEST(SpectralBound, IsAboveTheNormAndNear) {
  Matrix<double> W = Matrix<double>::Zero(6, 3);
  EXPECT_GE(spectral_bound(W), 0);
  for (Index i = 0; i < 6; ++i) {
    for (Index j = 0; j < 3; ++j) W(i, j) = (i == j ? 2.0 - 0.5 * static_cast<double>(j) : 0.0);
  }
  EXPECT_GE(spectral_bound(W), 2);
  EXPECT_LE(spectral_bound(W), 2 * 1.02);
  const Matrix<double> wide = W.transpose();
  EXPECT_GE(spectral_bound(wide), 2);
  EXPECT_LE(spectral_bound(wide), 2 * 1.02);
  const Matrix<double> large = Matrix<double>::Constant(70, 80, 0.25);  // of rank 1: the norms are equal
  EXPECT_GE(spectral_bound(large), 0.25 * std::sqrt(70 * 80.0));
}

}  // namespace
}  // namespace lysep

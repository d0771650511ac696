#pragma once
// What a sweep of Algorithm 1, or a joint step, does to S (3.4), block by block, enclosed while the run trains: at the
// exact doubles of (E, b, r) before and after each update, in plain doubles with bounds of their errors.
#include <optional>

#include "core/methods/certificate_row.hpp"
#include "core/methods/layer_separation/separation_loss.hpp"
#include "core/methods/method.hpp"
#include "core/numbers/bounded.hpp"

namespace lysep {

/// Follows a State<double> through a sweep: begin, after each block's update after, at the end finish. Reads the state
/// and changes no bit of it.
///
/// c_l and V_l are those of the exact forward pass of (E, b, r), in about 100 bits where layers are dense and the
/// activation is not sin, with a bound for each entry. The terms of S that an update changes are formed as differences,
/// without subtracting what stays. An update that keeps c_m but for rounding moves it by e, and ||R||^2 by
///   <G_m, e> + at most sum_n kappa_n d_n (D_n + d_n/2),  d_n = sqrt 2 prod_{j > m} (B ||E_j||_2) ||e_n||,
/// where G_m is the gradient of ||R||^2 in c_m after the step on c_m, D_n the sum of all d_n since, and
/// kappa_n = 4 + R_n + 2 sqrt 2 R_n (M2/B) sum_{m <= j < D} 1/prod_{i > j} (B ||E_i||_2) bounds how G turns. Without M2
/// (relu) it is at most sum_n (2 R_n + d_n) d_n. After a joint step S is enclosed anew.
class SweepCertificate {
 public:
  /// The state must outlive the certificate. Requires D >= 2 and an activation that trains.
  SweepCertificate(const State<double>& state, ThreadPool& pool);

  /// The state as it stands before a sweep.
  void begin();
  /// Encloses what the update that has just been made did to S.
  void after(const BlockUpdate<double>& update);
  /// The sweep has ended: encloses CE and the bound; gives all rows of the sweep.
  CertificateRows finish();

 private:
  /// Entries with a bound for each.
  struct BoundedMatrix {
    Matrix<double> middle, error;
  };
  /// The same for sums of two doubles.
  struct FineMatrix {
    Matrix<double> high, low, error;
    BoundedMatrix rounded() const;
  };
  /// A block of samples: what the exact forward pass of (E, b, r) made of it, [l-1]; r_l as the certificate knows it.
  struct Followed {
    std::vector<FineMatrix> c, V;  // c_l; V_{l+1} = sigma(c_l)
    std::vector<Matrix<double>> r;
    BoundedMatrix R;            // 1 x n
    BoundedMatrix G;            // the gradient of ||R||^2 in c_l, of the layer l under way
    std::vector<double> moved;  // D_n
  };
  /// What an update does to ||r_l||^2, ||r_{l+1}||^2 and ||R||^2, and the new ||r_l||^2 and ||r_{l+1}||^2.
  struct Changes {
    Bounded own, ahead, losses, own_after, ahead_after;
    bool none = true;  // of the r_l
    Changes& operator+=(const Changes& other);
  };
  /// What an update adds to E_l and b_l: sums of two doubles.
  struct Step {
    Matrix<double> K, K_low;
    Vector<double> b, b_low;
  };
  using Link = Chain<double>::Link;

  void enclose_state();
  void after_joint_step();
  void add_row(BlockKind kind, Index l, const Bounded& change);
  FineMatrix samples_of(std::size_t block) const;
  BoundedMatrix image(const Link& link, const Matrix<double>& K, const BoundedMatrix& V) const;
  void fine_image(const Link& link, const Matrix<double>& K, const Matrix<double>* K_low, const FineMatrix& V,
                  FineMatrix& Z) const;
  void pass_layer(Index l, const FineMatrix& V, const Matrix<double>* r, FineMatrix& c, FineMatrix& next) const;
  void pass_forward(std::size_t block, Followed& f) const;
  Bounded network_losses(std::size_t block) const;
  BoundedMatrix logits(const FineMatrix& V) const;
  void activate_fine(const FineMatrix& c, FineMatrix& V) const;
  BoundedMatrix activation_change(const Followed& f, Index l, const Matrix<double>& d) const;
  BoundedMatrix losses_of(const BoundedMatrix& Z, const Labels& labels) const;
  Bounded move_losses(const BoundedMatrix& Z, const BoundedMatrix& dZ, const Labels& labels, BoundedMatrix& R) const;
  BoundedMatrix logit_gradient(const BoundedMatrix& Z, const BoundedMatrix& R, const Labels& labels) const;
  void pull_gradient(Index l, const BoundedMatrix& T, const Matrix<double>& d, const BoundedMatrix& dV,
                     Followed& f) const;
  Bounded drift(Index m, const BoundedMatrix& e, Followed& f) const;
  BoundedMatrix rounding_of(const BlockUpdate<double>& update, const Step& step, std::size_t block,
                            const Matrix<double>& r_before) const;
  Changes changes_of_block(const BlockUpdate<double>& update, const Step& step, std::size_t block);
  void keep_layer(Index l);
  double reach(Index m) const;
  Bounded weight(Index l) const;
  Bounded regulariser_of(Index l) const;
  Bounded loss() const;

  const State<double>& state_;
  ThreadPool& pool_;
  double B_;                  // from above
  std::optional<double> M2_;  // from above
  std::vector<Followed> followed_;
  std::vector<Matrix<double>> K_;  // as the certificate knows them
  std::vector<Vector<double>> b_;
  std::vector<Bounded> layers_, residuals_;  // ||E_l||^2, ||r_l||^2
  std::vector<double> spectral_;             // ||E_l||_2, from above
  CertificateRows rows_;
};

/// An upper bound of ||W||_2: of A = W W^T or W^T W, ||A||_2 = sqrt ||A^2||_2, again and again, then ||.||_F.
double spectral_bound(const Matrix<double>& W);

}  // namespace lysep

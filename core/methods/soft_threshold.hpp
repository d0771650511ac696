#pragma once
// The proximal map of level |x|.

namespace lysep {

/// max(|x| - level, 0) sign(x).
template <class S>
S soft_threshold(const S& x, const S& level) {
  if (x > level) return x - level;
  return x < -level ? S(x + level) : S(0.0);
}

}  // namespace lysep

#include "core/methods/joint/entry.hpp"

namespace lysep {

std::vector<MethodEntry> joint_entries() {
  return {
      {"joint", "all blocks at once with r = 0: quasi-newton at depth <= 4, else gauss-newton, then quasi-newton", {}},
      {"gauss-newton", "Levenberg-Marquardt on S with r = 0", {}},
      {"quasi-newton", "L-BFGS on S with r = 0", {}}};
}

}  // namespace lysep

#pragma once
// The methods of one scalar; included by one source file for each.
#include "core/methods/admm/entry.hpp"
#include "core/methods/bsum/entry.hpp"
#include "core/methods/dlam/entry.hpp"
#include "core/methods/gradient/entry.hpp"
#include "core/methods/joint/entry.hpp"
#include "core/methods/layer_separation/entry.hpp"

namespace lysep {

template <class S>
std::map<std::string, MakeMethod<S>>& method_makers() {
  static std::map<std::string, MakeMethod<S>> makers = {{"lysep", make_layer_separation<S>},
                                                        {"joint", make_joint<S, JointRule::by_depth>},
                                                        {"gauss-newton", make_joint<S, JointRule::gauss_newton>},
                                                        {"quasi-newton", make_joint<S, JointRule::quasi_newton>},
                                                        {"dlam", make_dlam<S>},
                                                        {"admm", make_admm<S>},
                                                        {"bsum", make_bsum<S>},
                                                        {"gd", make_descent<S, DescentRule::gradient>},
                                                        {"momentum", make_descent<S, DescentRule::momentum>},
                                                        {"adam", make_descent<S, DescentRule::adam>},
                                                        {"adagrad", make_descent<S, DescentRule::adagrad>},
                                                        {"adadelta", make_descent<S, DescentRule::adadelta>}};
  return makers;
}

}  // namespace lysep

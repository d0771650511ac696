#include "core/methods/joint/joint.hpp"

namespace lysep {

template class Jacobian<double>;
template class KroneckerPreconditioner<double>;
template class Trial<double>;
template class JointProblem<double>;
template class GaussNewton<double>;
template class QuasiNewton<double>;
template class JointDescent<double>;
template std::unique_ptr<Method<double>> make_joint<double, JointRule::gauss_newton>(const OptionValues&, Index,
                                                                                     State<double>&, ThreadPool&);
template std::unique_ptr<Method<double>> make_joint<double, JointRule::quasi_newton>(const OptionValues&, Index,
                                                                                     State<double>&, ThreadPool&);
template std::unique_ptr<Method<double>> make_joint<double, JointRule::by_depth>(const OptionValues&, Index,
                                                                                 State<double>&, ThreadPool&);

}  // namespace lysep

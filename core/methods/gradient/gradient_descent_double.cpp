#include "core/methods/gradient/gradient_descent.hpp"

namespace lysep {

template class DescentDirection<double>;
template class GradientMethod<double>;
template std::unique_ptr<Method<double>> make_descent<double, DescentRule::gradient>(const OptionValues&, Index,
                                                                                     State<double>&, ThreadPool&);
template std::unique_ptr<Method<double>> make_descent<double, DescentRule::momentum>(const OptionValues&, Index,
                                                                                     State<double>&, ThreadPool&);
template std::unique_ptr<Method<double>> make_descent<double, DescentRule::adam>(const OptionValues&, Index,
                                                                                 State<double>&, ThreadPool&);
template std::unique_ptr<Method<double>> make_descent<double, DescentRule::adagrad>(const OptionValues&, Index,
                                                                                    State<double>&, ThreadPool&);
template std::unique_ptr<Method<double>> make_descent<double, DescentRule::adadelta>(const OptionValues&, Index,
                                                                                     State<double>&, ThreadPool&);

}  // namespace lysep

#include "core/methods/gradient/gradient_descent.hpp"

template class lysep::GradientMethod<double>;

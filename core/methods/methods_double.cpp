#include "core/methods/method_makers.hpp"

template std::map<std::string, lysep::MakeMethod<double>>& lysep::method_makers();

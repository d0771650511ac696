#pragma once
// A chain at exact doubles as balls.
#include "core/network/chain.hpp"
#include "proofs-check/enclosures/ball.hpp"

namespace lysep {

inline Chain<Ball> enclosed(const Chain<double>& chain) {
  const auto ball = [](double x) { return Ball(x); };
  Chain<Ball> balls;
  balls.activation = chain.activation;
  balls.output = chain.output;
  for (const auto& link : chain.links) {
    balls.links.push_back({make_layer<Ball>(link.shape->shape(), link.K.rows(), link.K.cols()), link.K.unaryExpr(ball),
                           link.b.unaryExpr(ball)});
  }
  return balls;
}

}  // namespace lysep
